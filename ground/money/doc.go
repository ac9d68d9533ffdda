// Package money counts rupiah in whole numbers.
//
// Rupiah is an int64: up to Rp9.2 quintillion, no sen, no floats. Printed is an
// amount as a document printed it: known, absent, or printed and impossible to
// hold (a report of 2024 prints Rp22.997.604.757.350.036.930). An absent or
// impossible amount is never zero.
package money
