// Package date knows days, quarters and the city's clock.
//
// Instants are UTC microseconds in the database. A Day is a calendar day of the
// city; a Quarter is a triwulan of a year. Both are computed in one zone, WITA
// (Asia/Makassar, UTC+8, no daylight saving), and a period is half-open: it
// holds its first instant and not the first instant of the next one.
//
// Writing a day or a quarter never panics: one that was never set is an en
// dash, one that does not exist is written in digits.
package date
