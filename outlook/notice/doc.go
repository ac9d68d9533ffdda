// Package notice tells people what changed in the plan: whoever follows the
// plan's new reports, an office, a row or a promise, by e-mail or by WhatsApp.
//
// Words: a Reader has an address; he follows (ikuti) a Topic; an item is one
// fact of the diary that he is still to be told; a digest is one message with
// all his items.
//
// Promises:
//
// Owners of a business are told at the address they sign in with what became of it:
// handed in for them, handed back, published, suspended, merged, its private facts read, or a
// change proposed that is theirs to decide (owner.go). They need not ask, the message names
// neither the business nor anybody, and it goes out as the fact comes, for three days at
// most. What follows is of readers who follow:
//
//   - Nobody is told anything before he has said yes by the link in the first
//     message (48 hours; only its hash is kept). Whoever asks for somebody else's
//     address learns nothing, and that address gets at most three such messages
//     in a day.
//   - Each fact reaches each reader at least once: the cursor over the diary
//     moves with the items, the items end with the digest's place in the outbox.
//   - Of a fact that is about several rows each follower hears each of his rows,
//     and no digest says the same sentence twice.
//   - At most one digest in an hour or a day, as the reader chose, and none
//     between 21:00 and 06:00 WITA: what comes then waits for the morning.
//   - Unsubscribing is one press, and forgets the address in that moment, with
//     all that waits for it. What nobody confirmed in seven days is deleted.
package notice
