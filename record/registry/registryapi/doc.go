// Package registryapi is the registry's door for other programs: its operations
// under /api/v1, with the types that they answer. What they mean is said in the
// words of the room's parts, under "kbli.f_", "size.f_" and so on, and in its own.
//
// Words: what everybody may see needs no key (Businesses with their map, KBLI, Sizes,
// NaikKelas, Numbers kept by month, the products of a business, calls of kurasi with their
// results, codes of subsectors). A record is a business as its own people and officers see
// it, under /businesses/{code}/record; Desk has those operations. They act for the
// person who made the key, in scope registry.act, and call the acts that pages call.
//
// Promises:
//   - Whoever has nothing to do with a business is told that it is not there, published
//     or not. Nobody reads here what is sealed for them: an officer opens private facts
//     on the pages, for a purpose, with a trace.
//   - What an owner shows to a bank or a buyer is read with the token of a link that they
//     made, without a key: each reading is one opening, which the owner reads.
//   - A program has no second factor. What publishes, returns, suspends, merges, checks in
//     the field, notes an owner's yes or decides about another's word is in scope
//     registry.decide: an officer lets a program do it in person, for half a day at most
//     (account.Program.Decides). It has registry.MayCheck and product.MayClear and no other right
//     of theirs, where and while they hold them; nobody decides through it about what they handed in or stand in.
//   - A planner lets a program decide in the same way: about calls of kurasi, the list of
//     associations, the city's steps and the codes of subsectors (the rights that say Lent),
//     and about no business. How many businesses a draft of steps would move is not told
//     here: to count it opens what they told in confidence.
//   - A yes of an owner names the words that they read by their number and language: a
//     program shows them first, as they stand in Belongings.
//   - A login is part of no hash that is kept, and is asked for as often as on the pages.
//   - A decision names the version that was looked at, and the diary the key.
//   - Nobody says here how well a fact is proven: makers tell, others say it for them, and
//     what a field check confirms is seen. One thing is said: that an officer saw the paper of
//     a work's HKI (confirm-hki). Nothing private opens by it.
//   - No program of an officer links a business to its owner's account. Whoever owns one reads
//     all that is sealed of it, so a key that links would open private facts without purpose
//     and trace, of every business that has no owner yet. The officer who sees the document
//     does it on the page, with a second factor (account.MayCounter, which is not lent).
//   - The map is that of the directory's page: a box is widened as there, so that nobody gets
//     a finer grid. Kept numbers are those of the page, and one that is hidden says so.
//   - A change names the state that it rests on (If-Match); of two on one state one is
//     answered 412 and nothing of it is kept.
//   - A business that a program writes down is named by its key for good: sent again,
//     however late, it is the same one.
//   - Lists hold no contacts; of a pair the side that an officer may not see is not
//     named, and no reason is told.
//
// Diary: registry.decided_by_program (registry_business, registry_kurasi, registry_asosiasi,
// registry_size_version, registry_kbli_mapping), beside what the act writes.
package registryapi
