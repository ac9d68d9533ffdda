// Package saring looks through texts that everybody will read (penyaringan teks): what
// a business and its products are called, and how they are described.
//
// # Words
//
//	place     where a text will stand: a name, a product, what a business says of itself
//	rule      what should not be in a text, as data: rules.json, with its source and grade
//	mend      the writer is asked to write it otherwise, with a sentence that says how
//	mark      the text is kept and shown; an officer should look at it
//
// # Promises
//
//   - Nothing is hidden in silence: a text is either shown, or its writer is told in
//     one sentence what to mend. A mark never hides.
//   - A link, a telephone number or an address of mail in a description is asked to go
//     where contacts belong, because there the owner decides who sees it.
//   - A link that opens a chat or bears a number is such a contact too (Contact), and so
//     is no website. What nobody's text may show, wherever it came from, Never tells.
//   - Words of gambling are found also where digits or dots stand in them ("sl0t",
//     "s.l.o.t"). A word that honest trades use too (a bird that is gacor) marks at most.
//   - Look is quick and needs nothing but the text: it is for Prepare and for acts.
//
// The lists are ours, proposed and not yet agreed with anybody: grade D. How well they
// find is measured on texts that we wrote too (testdata/labelled.csv): a figure for
// changes of the rules, no promise about the world.
package saring
