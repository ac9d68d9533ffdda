// Package showcase puts the demonstration city into the register and takes it out
// again: what madeup makes, and a few businesses with a life of their own, so that
// every page has something to show.
//
// # Words
//
//	list   the many: entries of madeup as two lists that somebody loaded, what has
//	       a NIB as from a register of the state, the rest as told at counters
//	story  one of the few: a maker writes it down and hands it in, an officer
//	       answers, as people would do it
//	pageant  associations with members who agreed, wait or ask, and calls of kurasi in
//	       three states: open, judged by some, and told; by the acts of all of them
//
// # Promises
//
//   - It is refused beside a real business; beside a real person account.AddDemo
//     refuses. Every business of it bears the flag Demo.
//   - What is there is left alone: loaded twice nothing changes, and what was killed
//     goes on to the same end.
//   - A number that two entries bear belongs to the first; the second stays a draft.
//   - What a business holds comes in the same act: proven by the state's list where it has a
//     NIB, but marks and standards, else told. The history has it, the diary is told
//     nothing; a proven one of the last two years is a signal of the day of its issue.
//   - It waits for nothing: each act is a few rows, and a house can serve meanwhile.
//   - Unload takes all of it out, also what visitors did with it. What the diary
//     told stays, as ids.
package showcase
