// Package naikkelas helps a business to grow: the readiness wheel with its next best
// step, the city's steps within micro, and the steps to permits and certificates.
//
// # Words
//
//	wheel      the rules of readiness from a day on: seven axes, each with questions
//	axis       legalitas, mutu, kemasan, pemasaran, keuangan, produksi, tenaga
//	question   one thing that is asked; the register answers some of them from its facts
//	answer     a code, with the level at which it is known; answers are history rows
//	readiness  0 to 100: what the answers count, by weight
//	proven     the part of the readiness that rests on something seen; the two are
//	           never mixed into one number
//	step       what to do next: the most gain for the least effort; and a step to a permit
//	duty       whether a trade must have a permit: wajib, bila (if), dianjurkan (advised)
//
// # Promises
//
//   - No weight, effort, article or trade stands in the code. They come from the city's
//     profile (readiness_axes.csv, readiness_questions.csv, permit_kinds.csv,
//     permit_trades.csv, permit_steps.csv), each with basis, source and grade. What no
//     source proves has grade D and says that it is a proposal.
//   - A version is never overwritten: what a newer profile says otherwise is a revision,
//     and what stood before can be read.
//   - A score is a pure function of a wheel, answers and the facts of a day. Answers are
//     only added to. So the score of any past instant comes out as it was shown then.
//   - What was not answered is not "no": it adds nothing, and the page says how many
//     questions wait. What a trade does not need does not count.
//   - An owner's later word counts, at the owner's level; the same word at a lower level
//     takes no proof away. Only officers of the area raise a level, by seeing.
//   - Answers are the owner's: helpers and officers of the area see them, nobody else.
//     Sales and capital answer no question. The city's step follows from sales and is
//     shown to the owner alone; nothing of it is stored.
//   - Who was slower with an answer is told, and nothing of theirs is kept.
//
// # Diary
//
// registry.readiness_answered (registry_business): axis, count and level, never what.
//
// # Who may
//
// See right.go: makers their own, helpers for those they help, counters their area.
package naikkelas
