// Package form writes form E.81, the evaluation of a renja, as offices sign it: as
// XLSX and as PDF on A3 or F4.
//
// Words: a Form is the filled form of one office, or of the whole city with a Part
// for each office. A Frame is what holds for the city: its name, who evaluates,
// the posts of those who sign, and the Rules. A Rule says from which quarter on,
// and by which law, averages are taken and predicates given.
//
// The form is Indonesian in every language of the house, because the regulation
// gives its words (e81.json). What people read around it is in words/.
//
// Promises: a figure stands in the form as it was published; a number is a number
// in XLSX, and in PDF it is written the Indonesian way with the digits that were
// published. An unknown figure is an empty cell, never 0. The same form gives the
// same PDF, byte for byte. A draft says KONSEP across each page and on top of the
// sheet.
package form
