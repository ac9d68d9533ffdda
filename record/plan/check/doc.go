// Package check judges the rows of form E.81: which figures contradict each
// other, which ask for an explanation, and which of these notes have one cause.
// It is pure: no database, no clock, no web. The same rows in any order give
// the same notes.
//
// Words. A Rule is one exact test with its thresholds; a Flag is one note on
// one cell ("catatan data", never a finding of guilt); a Case holds the flags
// that one cause explains. A rule is a Fault when arithmetic alone decides, a
// Question when only the office can answer, a Watch when it merely keeps an eye
// on rows that are often right.
//
// Promises: whole arithmetic only (rupiah, millionths, big integers), so no
// rounding ever makes or hides a flag; nothing is repaired, a suspected factor
// is only shown beside the printed figure (Suspicion); every sentence is in
// words/. The rules are data: city/<city>/rules.json lists them with their
// thresholds, and doc/checks.md tells what each was worth on the real reports.
package check
