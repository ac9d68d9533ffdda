// Package jobs is work that runs behind the pages: what exactly one process may
// do at a time, and what must be done once it has been promised.
//
// Words: a lease is the right to lead a piece of work; who has it is its holder,
// in a term that has a number; a beat is the holder's sign of life. Lead runs a
// turn of work again and again in the one process that holds the lease.
//
// Promises of a lease, and what they stand on:
//
//   - An effect in the database that begins with Lease.Hold is never done by a
//     process whose term is over. This needs no clock at all: the term is read in
//     the effect's own transaction, which is serialisable.
//   - Two processes do not lead at once while their clocks run at about the same
//     rate. What the clocks show does not matter: nobody compares times of two
//     machines. A contender takes a lease whose beat it has itself seen stand
//     still for 15 seconds; a holder that could not beat stops after 10 seconds
//     of its own monotonic clock. A process that was paused for longer wakes up
//     believing that it leads until its timer fires: only Hold stops it there,
//     so what goes outside the database may happen twice and needs a key of its
//     own (a Message-ID, an idempotency key).
//   - When a holder dies, another leads within about 20 seconds; when it stops
//     in order, within 5. On SQLite the file has one process, so the lease of
//     any other is of a dead one and is taken at once.
//
// A job is something to be done after an act, put in the act's own transaction,
// once for its kind and key; a Runner in every process does the jobs of the kinds
// that it has handlers for. Promises of jobs:
//
//   - Done at least once. A handler whose effect is in the database ends its job
//     in the same act (Task.Finish): then exactly once.
//   - No two runners that live do one job at a time. A runner has one lease for
//     all its jobs; when it is seen dead, they are free again.
//   - What fails is tried again after a growing pause with some chance in it, for
//     about a day and a half; what failed for good (Never), or too often, is dead:
//     it stays, is counted, listed and can be sent again by hand.
//   - Errors are kept and logged without addresses and long numbers.
package jobs
