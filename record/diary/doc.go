// Package diary is what happened: one entry for each change to a business, a
// person, a place, a plan or money, written in the transaction of the change.
//
// It is the outbox, the activity feed and the audit trail in one: what must
// follow a change reads the diary, it is never called by the change. Entries
// are append-only; the database refuses to change or delete one. They hold no
// personal value: ids, counts and codes only (safe.go refuses others). A value
// of a person that must stand with an entry goes through a Box: the entry holds
// a commitment, and forgetting the person leaves the chain whole.
//
// Words: an Entry states a Fact ("plan.published") about a Subject, by an Actor.
// A seal gives it a number without a gap (seq) and chains it; the Sealer does
// that within about a second after the commit, never in the writing
// transaction: chained inside it, 3 of 4 concurrent writes fail (measured). A
// Head is the end of the chain, signed, one for each day (WITA) and the newest.
// A duty follower (Follow) acts once for each sealed entry; a watcher (Watch)
// keeps something in memory up to date on its node. Both go by seq: ids are made
// before the commit and are no order.
//
// The chain, to the byte (package seal says what a form is):
//
//	hash(0) = SHA-256(text "alun diary 1")
//	hash(n) = SHA-256(text "alun diary 1", hash(n-1) as 32 bytes, the form of
//	          seq, sealed at, id, at, actor, fact, kind, subject, data)
//	a head signs the form of: text "alun diary head 1", day as 2026-11-22 or ""
//	          for the newest, seq, hash as 64 hex digits, sealed at
//
// Instants are UTC microseconds; data is the JSON as it is kept, byte by byte.
//
// Promises: two sealers cannot fork the chain; Verify names every entry, seal
// and head that was changed, removed, moved or put in after it was sealed, and
// with a head that somebody kept elsewhere also a chain that was cut off or
// made anew with the key file. It cannot know of an entry that was never
// written, or written by somebody who can do all that the program can.
//
// After a restore the database has a new incarnation: duty followers start anew
// from 0 and are told which entries they had followed before, watchers throw
// away what they have.
package diary
