// Package soak breaks Alun on purpose and counts what is lost: the real program,
// in a process of its own, with real acts through its real doors. It holds tests
// only.
//
// Words: a deed is one act as somebody sent it (a correction, a correction with a
// document, an import). The book is kept outside the program and has three sets:
// deeds that were attempted, those that the program acknowledged, those that are
// present afterwards. A deed whose answer was an error, or never came, is unknown:
// it may be there or not, and sent again with its key it is there once.
//
// An evening is a crowd of another kind: people who are signed in type into the
// sheets of a round, and remember each cell that was answered "saved".
//
// What is broken: the program is killed, the machine loses power (root: an ext4
// image whose file system is shut down without a sync), the disk is full (root),
// twice as many ask as can be served, the PostgreSQL server is killed, cuts its
// connections or stops.
//
// What must hold, each time:
//
//   - Nothing acknowledged is lost, nothing is there that nobody sent, nothing is
//     there twice, and a refusal kept nothing.
//   - A file that an acknowledged deed brought is there whole, under its hash.
//   - The database is sound by the engine's own check and by alun verify.
//
// Each promise has a control: the same test over a program that was built with
// the tag "control" and told by ALUN_PLANTED which guard to leave out (package
// ground/planted). The test must see the loss, or it could not see one at all.
//
// make test runs the kills, a few rounds an engine. Everything else has the build
// tag "soak" and is run by make soak (tools/soak), at full counts.
package soak
