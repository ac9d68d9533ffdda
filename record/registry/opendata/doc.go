// Package opendata is what the register gives away: numbers by area, trade, permit and
// year, and the facts of the published businesses, row by row.
//
// # Words
//
//	census     the published businesses as they are counted at a moment
//	measure    what is counted: published businesses, and how many came in by month
//	dimension  by what: kecamatan, kelurahan, division of the KBLI, subsector, permit, year
//	small      a number of fewer than K businesses
//	hidden     a number that is not told: because it is small, or because a small one could
//	           be worked out from it. Both look the same: else a reader would know which
//	           ones are below K
//	group      values that are told together only
//	edition    the tables of one census
//	series     what is counted once a month and kept: workers, sizes, who is not shown
//	cohort     businesses that a series counts together or not at all
//	fresh      a private fact of a business that its series never counted before
//
// # Promises
//
//   - No number of fewer than K = 10 businesses is told, but that there are none.
//   - Who knows all that is told of an edition, in all its tables, knows of no hidden number
//     more than an interval K wide.
//   - No number of an edition rests on a fact that the public does not see one by one: neither
//     workers, nor the class by workers, nor who waits, was returned or is suspended. Such
//     numbers beside the directory would give facts away: whoever reads them before and after
//     one business is published has its own. They are told by the kept months alone.
//   - A month is kept once and never changes: the database refuses it. It is written in short acts
//     and tells nothing before the last one; what was cut off goes on where it was. Whoever has all numbers
//     of a series of all months, and knows who is counted in each, comes by adding and taking
//     away to no sum of fewer than K facts; so to no number that was hidden, and to no change
//     of fewer than K. No number of workers is told that is mostly one business's.
//   - Who notes how many businesses the directory has in each kecamatan, month by month, and holds
//     that against the kept sizes of all months, knows of no hidden size, of nobody's neither, and of
//     no few who said nothing, less than an interval K wide; as long as nobody hires or leaves, which
//     only blurs it. Where a size is nobody's, the smallest other one of its kecamatan waits with it.
//   - How many came in is told by whole months that have passed, and by nothing else. It is
//     counted from moves, which are never rewritten: no later edition tells another number. A draft
//     is not counted, and what one person hands in counts once towards K.
//   - The numbers are counted from the tables of the register in one transaction, and those
//     of published businesses are the totals of the directory. Those of a large register may
//     be a minute old.
//   - A row of the open data holds what registry.Book lists to the public, without contacts
//     and websites: of a home its kelurahan until the owner opens the address, of a street
//     vendor never the point. It is written while it is read: no file is held in memory.
//
// # Method
//
// Threshold rule, cell suppression with complementary cells
// (Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001; Hundepool and
// others, Statistical Disclosure Control, 2012). Not the hypercube of Giessing and
// Repsilber, but circles in the network that a table with sums is (Cox 1980, JASA 75;
// Fischetti and Salazar 2001, Management Science 47): how far a hidden cell can be moved in a circle
// of hidden ones is exactly what its sums leave open, also where kelurahan add up to
// kecamatan. A circle is looked for that hides least and can be moved K.
//
// So that tables can be protected one by one, all their sums are told: values of too few are
// put into a group first, with the smallest other one if need be, and years with the year before
// or behind, so that each group is one period. A group does not say how it is divided, and its businesses could change places without a table changing. Where
// all sums are told, two tables have nothing else in common. If all cells are hidden, a cell
// of row r and column c, of n in all, lies between max(0, r+c-n) and min(r, c): with r,
// c, n-r and n-c at least K these are K apart. So protecting always ends.
//
// The kept months are partitioned instead (Chin and Ozsoyoglu, Security in partitioned dynamic
// statistical databases, COMPSAC 1979; McLeish, ACM TODS 14, 1989): suppression cannot protect a
// number that an earlier month told, or whose row an earlier month added up. A cohort begins
// with K fresh facts at least, beside which others may come that were counted before, and is
// divided only where both parts have K fresh ones; what is told is sums of whole cohorts, also
// in the margins, so that no margin holds what is hidden. In any sum of told numbers with
// factors take the youngest cohort that is left: its fresh facts are in no older one, so K
// facts are left. It costs that fewer than K who come or leave wait, in each place; and where
// most of a cohort has changed, all of it goes, and who is left waits for others. Sums of
// workers keep to the p%-rule in every part that comes or goes (see Percent), and are rounded.
//
// What is not looked at: that ten who came by common knowledge, and made a number larger by
// ten, have what it counts; that nobody has fewer workers than none; what a reader knows
// from elsewhere, and that a subsector follows from the KBLI.
//
// The classes of law (mikro, kecil, menengah) are no dimension: they follow from sales,
// which are sealed one by one, and nobody opens them without the owner seeing who did.
//
// It writes the kept months and their cohorts (registry_opendata_*), and nothing in the diary:
// what it keeps is sums. Everybody may read.
package opendata
