// Package directory is the published businesses, found: an index in memory over what
// the public sees of them, kept up with the diary.
//
// # Words
//
//	document   a business as it is found; made of what Book.Shown gives, of the
//	           products and permits that the public sees, and of nothing else
//	lore       what documents take from beside the business: areas, titles of the
//	           KBLI, subsectors; another lore makes other documents
//	mark       how far the diary was read
//	area       a kecamatan or a kelurahan: one filter, whose values are alternatives
//	cell       the businesses in one field of a map
//	sieve      a question that is held against businesses as they are read, for a file of
//	           more than anybody holds in memory
//	late       how long the oldest change has waited that is not in the index
//
// # Promises
//
//   - What the public does not see cannot be found, counted or located: not by a
//     word, a distance, a box or a cell. Of a home there is no point until the owner
//     opens the address, of a street vendor never.
//   - Every fact of the diary about a business has it read anew. What left the public
//     is gone with the next look; a page draws its cards from Book.ListedAll, so that it
//     shows nobody who left a moment ago.
//   - Totals and counts are exact, also for what is open at a moment. All the words
//     must be there; where no business has them all, Found.Any says that some will do.
//     Behind fewer than five hits stand others (Found.Others), which have some of the
//     words or words of the same meaning, and count nowhere.
//   - An everyday word of Japanese or English also asks for the Indonesian ones that
//     businesses write (lists/abroad.txt), and still for itself.
//   - How well it understands is measured: testdata/judged has questions judged by hand
//     before any index was asked, and judged_test.go demands that stemming, words of the
//     same meaning and the mending of typos each help.
//   - It answers when it has caught up with what was sealed when it began, not before:
//     until then it says so (fault.Busy). A rebuilt index takes the place of the old one
//     when it has caught up with it: nothing goes back in time.
//   - A file that is damaged, foreign, of another life of the database, another lore
//     or a later state is not believed, and the index is built anew. So it is when the
//     number of businesses differs from the register's, looked at once a minute.
//   - Two processes on one database agree as soon as both have read the same entries.
//
// # How it is kept
//
// Run reads the file, or builds; then it follows (diary.Watch), joins parts about every
// second while documents come, and saves every five minutes and at its end, into a new
// file that takes the place of the old one at once. When far behind, it reads and puts
// ten thousand businesses at a time.
//
// It writes nothing, in no table and in no diary. Everybody may search.
package directory
