// Package lately remembers what was made of the keys that were asked last, where the same
// is asked several times in a row and making it costs: a text looked through, opening hours
// read. A key has one place, and the next one with that place takes it: no order is kept, no
// lock is held, and the memory stays as large as it was made.
package lately
