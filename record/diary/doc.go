// Package diary is what happened: one entry for each change to a business, a
// person, a place, a plan or money, written in the transaction of the change.
//
// It is the outbox, the activity feed and the audit trail in one: what must
// follow a change reads the diary, it is never called by the change. Entries
// are append-only; the database refuses to change or delete one. They hold no
// personal value: ids, counts and codes only.
//
// Words: an Entry states a Fact ("plan.published") about a Subject, by an Actor.
// Sealing (numbering and chaining) happens after commit, never in the writing
// transaction: chained inside it, 3 of 4 concurrent writes fail (measured).
package diary
