// Command bench measures the house and prints a table of figures beside the
// goals that they are held against; doc/performance.md keeps the last one.
//
//	go run ./bench                            prints
//	go run ./bench -write doc/performance.md  puts the table between its markers
//	go run ./bench -short                     tries bench itself, in a minute
//
// What is compared is measured in one run, taken in turns (A B A B …), so that a
// busy or a slow machine bends both sides alike, and medians are printed. The
// program is built and started as people start it, as a process of its own on
// loopback; its processor time comes from /proc, so bench runs on Linux.
//
// Nothing here passes or fails by the clock: a missed goal is a line of the
// table, with its reason below it (goals.go), and not an error. An answer that is
// not the right one is.
package main
