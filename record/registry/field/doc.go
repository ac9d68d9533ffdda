// Package field is the register's way outdoors: what speaks for and against each
// business, which visits make the city most certain, and what officers find there.
//
// # Words
//
//	signal     an entry of the diary that says something of whether a business works
//	keaktifan  how likely it works: log-odds, weighed by the rules of package alive
//	pass       weighs all businesses anew, once a day: what was seen fades
//	trip       the stops of an officer's day, in the order of the way
//	check      an officer was there: found open, moved, closed, or not at all
//
// # Promises
//
//   - Whoever wants to say something of a business writes the diary; nobody calls this
//     package for it. An entry counts once, whatever comes twice. meanings.go is the
//     whole table from entries to kinds of signals.
//   - Scores are shown to officers of the area who check, with their reasons, and to
//     nobody else. The planner and the inspector see numbers of ten and more. No score
//     closes, suspends or hides a business.
//   - A trip opens no sealed fact: who lives and sells at home, and who sells in the
//     street, stands on it by an area of about 200 metres. An exact address is opened
//     one by one, through registry.Book.Open, with a trace that its owner reads.
//   - A check comes once however often it is sent: its key is the device's. Where a
//     fact was changed meanwhile, nothing is kept and both sides are told. What stands
//     and what was corrected are known as seen (level Seen).
//   - Found closed is shown: by a photo, by where the officer stood, or by a sentence that
//     says why there is neither. It closes nothing: it waits for an officer, who closes by
//     the law of the register, with a reason. Nobody checks a business in which they stand.
//   - Where the officer stood and what they noted are sealed under the business's key.
//     Photos are never public, and go when the business's last owner is forgotten.
//
// # Diary
//
// registry.checked, registry.check_settled (registry_business).
//
// # Who may
//
// registry.MayCheck for the area: counters with a second factor. registry.MayWatch for
// the numbers of the city.
package field
