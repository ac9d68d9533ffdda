// Command alun is the whole house in one program: it opens every room (house.go)
// and every door (site.go) and is told what to do on the command line.
//
// Commands write results to standard output and words to standard error; with
// --json a program may read the results. Exit codes: 0 done, 1 something broke,
// 2 refused with a sentence that says what to mend.
//
// While one process owns a SQLite file, other commands that write hand their
// errand to it over a socket beside the file (errand.go).
package main
