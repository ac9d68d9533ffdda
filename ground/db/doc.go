// Package db is the house's one way to keep things: acts and reads over SQLite
// (embedded, the default) or PostgreSQL (by URL), with one SQL text for both.
//
// An act is one short closure over one transaction. It is acknowledged only
// when it is on disk. It may run more than once (a batch that the engine threw
// away, a serialisation conflict), so it takes plain values, changes nothing
// that it captured, and never waits: no request context, no channel, no file,
// no call to the outside. An error or a panic keeps nothing of it; only db.unsure,
// on PostgreSQL, says that nobody knows: the commit was never answered (gone.go).
//
//   - On SQLite one writer gathers waiting acts: each runs in a savepoint, all
//     share one commit and one sync, every caller is answered after it. A
//     failing or panicking act takes back its own savepoint alone. If the
//     engine aborts the batch (disk full, I/O error), the acts run again one
//     by one, so that only the guilty one fails.
//   - On PostgreSQL each act is a SERIALIZABLE transaction, run again a bounded
//     number of times when the server finds a conflict: those that met, one after
//     the other. Acts and reads share the connections, first come, first served.
//
// A read sees one consistent moment and cannot write.
//
// SQL is written once in PostgreSQL's spelling: $1, text, bigint, boolean,
// ON CONFLICT, RETURNING. Times are UTC microseconds in a bigint. Statements
// that only one engine knows stay in "-- @sqlite" and "-- @postgres" blocks of
// migrations. The conformance suite in conform_test.go runs on both engines.
package db
