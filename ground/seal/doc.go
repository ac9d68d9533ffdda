// Package seal proves that rows are still what the program wrote: by chaining
// them, by a keyed digest on each, and by signing the head of a chain.
//
// SQLite and PostgreSQL both read a changed byte as if it had always been so
// (12 of 12 bytes changed in live rows passed SQLite's integrity_check). What a
// room wants to be able to prove, it seals here.
//
// Words: a Form is the canonical bytes of some values, the same on every machine
// and engine for ever; a link is the hash of a form and of the link before it; a
// Digest is a keyed hash of a row, which nobody makes without the key file; a
// mark is two bytes of a digest for each column, which only help to name what
// changed; a Finding is what a check found, with the record's name.
//
// A form is its values one after the other, each self-delimiting:
//
//	text     't', the number of its bytes (4 bytes, big-endian), its UTF-8 bytes
//	whole    'i', 8 bytes, two's complement, big-endian
//	unknown  'n'
//
// Promises: two different lists of values have different forms; forms, links,
// digests and signatures never change (known answers); a digest says which key
// made it, and older keys of the ring go on checking.
package seal
