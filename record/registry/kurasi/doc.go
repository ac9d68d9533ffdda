// Package kurasi is how several people judge one thing by rules that were told before: a
// part of the register. Its first use are the city's icon products; a call for businesses,
// such as who gets a place in a sentra, goes the same way, because it knows what is entered
// only by (kind, id). A further kind takes a door (Desk.Shown) and its words.
//
// # Words
//
//	call       what is asked for, of whom, from when until when, by which criteria
//	criterion  what is judged, with its weight; the weights of a call make 100
//	entry      something that the owner of a business entered, with a statement
//	curator    a person who judges one call, whatever role they have beside
//	interest   what a curator has to do with an entry: none, own, family, supplier,
//	           competitor
//	sheet      the points of one curator for one entry, with a sentence of feedback
//	spread     the lowest and highest total that a curator gave
//	minutes    Berita Acara: what came out, by which rules, with places to sign
//
// # Promises
//
//   - The rules of a call stand from when it opens. The table moves it on no other way
//     than state.go says.
//   - Entries come in and go from the first instant until before the last (half-open,
//     WITA), by the clock of the act itself; the table refuses a late one. A thing is
//     entered once in a call, and of one business stand three entries at most.
//   - What was never opened is never public, also when it is cancelled.
//   - Nobody scores before they declared what they have to do with the entry, nor with an
//     interest, nor who stands or ever stood in a business that entered anything in the
//     call: the table refuses it. Who comes to stand there after scoring has sheets that
//     count for nothing; the decision takes them out. Who helps the owner of an entry with
//     an account stands aside too.
//   - Nobody, the planner neither, reads a sheet of others before the call is decided, when
//     nothing can be scored any more. A sheet can change until all of its entry are in; that
//     is undone by an interest found late and by one more curator, and neither of them has
//     read anything by then.
//   - The result is a pure function of the sheets and the rules (Rank), without rounding
//     on the way: the mean of the curators for each criterion times its weight; where two
//     are equal the one with more curators, then the one that was entered earlier.
//   - In public stand the chosen whose owner agreed, and who are public themselves; the
//     others are a count. Who was not chosen is named to nobody but its owner, the
//     curators and the officers. A consent is taken back at any time.
//   - Who judges an entry reads which association put it forward, with what it says of it,
//     as long as its owner's yes stands. Everybody reads the name alone, of what is chosen
//     and told, where the owner agreed to that too.
//   - Each owner is told when the result of their entry can be read, whatever it is, and when
//     the call is cancelled instead.
//   - The minutes have a number without a gap, and can be drawn again as they were.
//
// # Diary
//
// registry.kurasi_made, registry.kurasi_changed, registry.kurasi_moved {"state"},
// registry.kurasi_curator_named {"person"}, registry.kurasi_curator_released {"person"},
// registry.kurasi_entered {"entry"}, registry.kurasi_withdrawn {"entry"},
// registry.kurasi_consent {"entry"}, registry.kurasi_declared {"entry"},
// registry.kurasi_scored {"entry"}, registry.kurasi_left_out {"entry"}, registry.kurasi_told {"entry"},
// registry.kurasi_called_off {"entry"} (registry_kurasi):
// who follows a business does not learn what it entered. registry.kurasi_chosen {"call"} (registry_business): only of
// what is told in public.
//
// # Who may
//
// See right.go: planners make and decide, owners enter, curators are named for each call.
package kurasi
