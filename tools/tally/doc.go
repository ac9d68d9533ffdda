// Command tally reads what go test -json writes and says it in few lines: one
// for each package, everything a failed test printed, and why tests were
// skipped. It adds a line for each test to the file that tools/count counts.
//
//	go test -json ./... | tally -into counted -show '^TestSizes$'
//
// It ends with 1 when a test or a package failed, and when nothing ran.
package main
