// Package ganda ("double data") finds businesses that stand in the register twice,
// proposes to merge them, and keeps what people decided.
//
// # Words
//
//	pair       two entries that may be one business, the smaller id first
//	sure       the finder is: it is proposed to merge them, with one press and the one to
//	           keep chosen; their owners are told
//	waiting    nobody has decided yet
//	different  a person said that they are two: never proposed again
//
// # How
//
// Turn looks at the whole register now and then, in the one process that leads: after
// something changed, but never so often that it takes more than a twentieth of the
// time, and once a day in any case. It reads the register in short steps, builds the
// index of package twin, keeps what is new, and lets the index go: a process that
// serves holds nothing of it.
//
// Near looks for one that is being written down, at once: by NIB and number anywhere, by
// name in its kelurahan. It asks a person, and keeps nothing.
//
// # Promises
//
//   - Nothing is merged but by an officer who has the right over both, who has no
//     part in either, and saw both as they are now. Merging and taking it back is the
//     register's: nothing is lost.
//   - Who was slower is told, and nothing of theirs is kept.
//   - What people decided stays: the finder never asks it again. What it does not find
//     any more and nobody decided goes.
//   - The table holds ids and codes. Of numbers and owners the index has stand-ins
//     alone; points of homes it has while it looks, in memory.
//   - An officer learns of a business outside their area what everybody knows of it.
//
// # Diary
//
// registry.twin_refused, registry.twin_reopened, registry.twin_proposed where there is an
// owner to be told (registry_business): the other one.
// Merging and taking it back are the register's own.
package ganda
