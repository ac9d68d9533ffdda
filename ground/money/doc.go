// Package money counts rupiah in whole numbers.
//
// Rupiah is an int64: up to Rp9.2 quintillion, no sen, no floats. Printed is an
// amount as a document printed it: known, absent, or printed and impossible to
// hold (a report of 2024 prints Rp22.997.604.757.350.036.930). An absent or
// impossible amount is never zero.
//
// Written in full it is Rp1.500.000 in Indonesian (no space after Rp, as the
// spelling rules have it) and IDR 1,500,000 in English and Japanese. Short
// writes the word of its size: Rp2,5 miliar, IDR 2.5 billion, 25億ルピア.
package money
