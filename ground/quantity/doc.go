// Package quantity holds counted and measured things exactly.
//
// A Quantity keeps the text as it was published and the value in whole
// millionths (int64), so that rules compute without floats: 0.1 + 0.2 is 0.3,
// and what was printed can be shown as printed. An unknown quantity is not
// zero: its Known is false, and it is shown as unknown.
//
// Promises: what cannot be held exactly is unknown, never a wrong number
// (Parse, Whole and Ratio have no overflow); rounding is half away from zero,
// as the city's reports round.
package quantity
