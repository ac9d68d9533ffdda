// Package kbli is the part of room registry that knows what businesses do: the
// KBLI, Indonesia's classification of business activities, and the city's list
// of creative-economy subsectors.
//
// # Words
//
//	version   an edition of the classification by its year: 2020, 2025
//	code      one entry of a version: a section (a letter), division, group,
//	          subgroup, or the five digits that a business number (NIB) asks for
//	words     what people call it ("nasi kuning", "cuci motor"): a list of ours
//	book      all versions in memory, of one edition of the tables
//	finder    tells which codes fit a business told in everyday words
//	mapping   which subsector a code belongs to: ours, dated, edited by the planner
//
// # Promises
//
//   - A code never stands without its version: 577 numbers are in both with
//     another title, many of them for another activity.
//   - What a version lacks is said, never filled in.
//   - Loading the same profile twice changes nothing. A newer one applies its
//     differences; what stood before is kept as a dated revision. A code that
//     left the list gets an end, it is not deleted.
//   - A file with a fault is refused whole, with file, line and reason.
//   - A mapping is a dated row with its reason and who decided; a change ends the
//     row and writes another. What the planner decided, no profile undoes.
//   - A book bears the edition that it was read from, so no page is made of an
//     older one.
//
// The diary hears of mappings: registry.kbli_mapped, registry.kbli_unmapped.
// Everybody may read; who may map is MayMapSubsector.
package kbli
