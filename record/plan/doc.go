// Package plan is the city's yearly work plan (renja) and what its evaluation
// reports (form E.81) say of it.
//
// Words: an OPD is an office with an identity across years; its printed names
// change. A Node is a place in the tree sasaran → program → kegiatan →
// subkegiatan of one office and year, named by the form's own code ("5.2.1.1",
// which matches no other system). A node has one main indicator (seq 0) and
// sometimes further ones. A Report is one evaluation: a year and a quarter. An
// import brings a file in and makes a new Revision of the reports in it; a
// reader always sees one published revision, and old ones stay reachable.
//
// Promises: figures are kept as published, unknown is never zero, nothing is
// repaired; the same rows twice change nothing; a file becomes true in one act
// or not at all, and of two imports that meet one is refused; offices that a file
// does not name are left alone; each import answers for every row that is not
// simply as before. Flags, cases and sums are kept beside the figures and follow
// their revisions.
//
// Diary: plan.published (plan_report), plan.erratum_told, plan.erratum_answered
// and plan.erratum_page_released (plan_erratum).
//
// Who may: everybody reads; importing is for the command line of this machine.
package plan
