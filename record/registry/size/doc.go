// Package size tells the size class of a business: mikro, kecil, menengah, besar,
// by dated rules that are data, with the reason and the article.
//
// # Words
//
//	scheme   a way of sorting: umkm (the law of small businesses), industri (of
//	         industry), bps_imk_ibs (the surveys of BPS), and two of the city that
//	         are no classes of law: langkah (steps of yearly sales) and
//	         rentang_modal (bands of capital)
//	version  the rules of one scheme from a day on, until the next version begins
//	rule     one class of a version, or one of two ways into it, with its bounds
//	bound    what a rule says of one fact: more than, at least, at most, less than
//	fact     yearly sales, capital, workers, investment; capital and investment are
//	         without land and buildings of the place of business
//	stage    a business that is being established is judged by its capital, one that
//	         runs by its yearly sales
//	band     yearly sales as the registry keeps them: a step, never the figure
//
// # Promises
//
//   - No bound stands in the code. Rules come from the city's profile
//     (msme_classes.csv, size_steps.csv), each with legal basis, source and grade.
//   - A profile in which a figure belongs to no class, or to two, or in which a
//     business that grows would fall, is refused whole with file, line and reason.
//   - A version is never overwritten. A newer profile replaces what it says
//     otherwise, and what stood before can be read: old decisions are computed
//     again with the rules of their day (Facts.On), and with what was known then
//     (ReadAt).
//   - What is not known is said, not guessed: a result names the facts that are
//     missing and the classes that remain possible.
//   - What is asked is kept nowhere, and no figure of it goes to anybody.
//   - What the city publishes in the house (Publish) is checked like a profile, holds
//     from its day, and no profile takes it back: see package aturan, which asks who
//     may and tells the diary.
//
// Loading writes nothing in the diary: the rules are neither business, person nor
// money, and only the program itself loads them. Everybody may read.
package size
