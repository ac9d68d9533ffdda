// Package alive tells how likely it is that a business still works: its status
// keaktifan, from 0 to 1, with reasons in words; and which visit would make the city
// most certain.
//
// # Words
//
//	signal   something that speaks for or against: a field check, a tick on the RT's
//	         sheet, an owner's word, a letter that came back
//	weight   what a signal says on its day, as log-odds in thousandths: the logarithm
//	         of how much likelier it is of a business that works than of one that
//	         does not (Good 1950, "Probability and the Weighing of Evidence")
//	fade     after a half-life a signal weighs half
//	base     what is likely of a business of that kind, so long after it was listed,
//	         of which nothing else is known
//	part     one addend of the sum, with its sentence
//	gain     by how much a visit is expected to lower the Brier score (Brier 1950)
//
// # The formula
//
//	log-odds = logit(base(kind, age)) + Σ over kinds of weight · 2^(−days/half-life)
//	score    = 1 / (1 + e^(−log-odds))
//	base     = (1 + v·r·years)^(−1/v)
//
// Weights of evidence add up where signals are independent once the state is known,
// and a sum can be explained part by part (Spiegelhalter and Knill-Jones 1984,
// "Statistical and Knowledge-based Approaches to Clinical Decision-support Systems").
// A business opens and closes as time goes by, so what was seen tells less and less
// of today: in a chain of two states what is known falls back to what is usual, about
// exponentially. The base is a yearly chance r of closing that differs from one
// business to the next by a gamma distribution of variance v (Vaupel, Manton and
// Stallard 1979): who has lived long is likelier to live on.
//
// Signals are not quite independent, so of one kind only the one counts that weighs
// most today: a thousand changed prices are no thousand proofs. A signal that settles
// (an officer was there) sets earlier signals aside that say the contrary.
//
// # Promises
//
//   - All numbers are data: alive_signals.csv, alive_base.csv, alive_visit.csv and
//     alive_list.csv of the profile, each with its basis, all of them proposals ("usulan").
//   - Of whom a list tells that came in today, age is reckoned from the day on which the
//     list has it, and from what alive_list.csv says where the list names none: a name in
//     an old list is no news.
//   - Parts are whole thousandths and add up to the log-odds exactly.
//   - A further signal that speaks for a business never lowers its score, one against
//     it never raises it; an older one never weighs more.
//   - A signal of tomorrow counts as of today, one from further ahead not at all:
//     clocks that are wrong or set back do no harm.
//   - The score is a guess for the city's own worklist. It suspends nobody and is
//     shown to nobody but those who check.
//
// Weights fade in floats and are rounded at once; a rule of law would have none. It
// touches no database and no clock.
//
// Measured on demonstration cities (process_test.go says by which process signals come
// about there, which is not this formula; nothing here was fitted to it): the Brier
// score is 0.80 to 0.82 of that of the best guess by trade and year alone, and 1,000
// visits of the worklist lower it 1.4 to 1.6 times as much as 1,000 at random. In the
// demonstration as it is loaded, where few have signals, it is 0.89 of the base rate's
// (cmd/alun, TestTheDemonstrationKnowsWhoWorks). It is too sure above a half: of those
// with 0.9 and more 0.88 are active, of those with 0.7 to 0.8 0.65. That the city may
// mend with its own field checks.
package alive
