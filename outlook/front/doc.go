// Package front is the city's front page and the frame around every page.
//
// It stands above all rooms and only reads: the figures that a citizen asks for
// first, where the money lies, the six kecamatan, what was promised, what does
// not add up, and the doors for those who come to do something.
//
// Promises: each figure leads to the rows that it is made of; a figure that
// cannot be read is left out and said; nothing here is a ranking.
package front
