// Package paspor is everything that is proven about a business on one page, and the links
// by which its owner lets somebody read it: a part of the register. It stands here and not
// in the outlook because a link is an act of the owner on their business, with a right, a
// table and a log of reads that are the register's; it asks no other room.
//
// # Words
//
//	sheet    a passport as it is read at one moment: facts with their proofs, permits,
//	         products, class of size, what the history comes to, what is not known
//	link     lets whoever has it read a sheet, for a purpose, until a day
//	token    what a link's address holds: 130 random bits, small letters and digits
//	tick     a fact that not everybody sees, which the owner lets a link show
//	opening  one time that a link was pressed open
//	need     one thing that a bank, a programme or an office asks for; it may have a
//	         condition: what the thing must be besides being there
//
// # Promises
//
//   - Of a token only its hash is kept. It is shown once, to who made the link.
//   - Only an owner makes a link, lists its openings and revokes it; it is worth nothing
//     any more when they own the business no longer. Only a published business has links.
//   - A link shows what everybody sees of the business, and of the rest what was ticked.
//     The point is never shown, nor where a street vendor stands. Facts are as they stand
//     at the moment of reading, each with its level.
//   - A link is good for at most 90 days, from the instant it was made up to the end of its
//     last day, which is the city's. After that, or after it was revoked, nobody opens it:
//     who revokes and is answered knows that. Revoking is for good; the table knows it too.
//   - Each opening is counted and listed with its instant, and nothing of who opened it.
//     Private facts that it showed stand in the log of reads that owners see.
//   - What is asked for counts as met only where its condition, which is data of the city,
//     can be computed from what the reader sees; where it cannot, that is said.
//   - Of a business that is suspended, closed or merged a link says that and no more.
//
// # Diary
//
// registry.passport_made, registry.passport_revoked, and registry.read when an opening
// showed private facts (registry_business). Which facts, never what they say.
//
// # Who may
//
// See right.go.
package paspor
