// Package lang speaks Indonesian, English and Japanese.
//
// Every sentence of the house lives in a words/ folder of its room, one JSON
// file a language (id.json, en.json, ja.json), flat, keyed "room.what". Load
// merges the folders of all rooms into one Catalogue. It refuses, at start: a
// key that is claimed twice or that one language lacks, a key of another form,
// a value that is no sentence, and languages that take different values.
//
// A sentence takes values by place: {1}, {2} …, so that a translator may turn
// them round. {1|row|rows} chooses by the first value: one, or any other number
// (English needs it, Indonesian and Japanese rarely do). "{{" is a plain brace.
//
// Values are written as the language writes them: whole numbers are grouped,
// and anything with a method In(lang.Tag) string (money, quantities, dates)
// writes itself.
//
// What cannot be said shows between ⟦ and ⟧ (a missing key, a missing value, a
// value of a kind that has no form of its own), so that a test finds it on any
// page. No sentence may hold these marks.
package lang
