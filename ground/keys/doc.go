// Package keys holds the secrets of one house: a ring of keys in one file,
// outside the database and outside its backups.
//
// Whoever has only the database reads no sealed value and guesses no address;
// whoever loses the file loses both, so it is copied by itself to a safe place.
// The codes printed on stalls and certificates depend on it for ever.
//
// The file is text, readable by its owner alone (mode 0600):
//
//	alun-keys 1
//	5c8e02f1  (64 hex digits)  2025-03-05T01:30:00Z
//	b09d7a44  (64 hex digits)  2026-01-02T03:00:00Z
//
// A version line, then a line for each key, the oldest first: its id, its 32
// bytes, when it was made (UTC). The last key is the current one; the others
// are kept for reading and never removed. An id is a fingerprint of its key, so
// a miscopied digit is found; a file without its last line end was cut off.
//
// Words: a ring is all keys of the file; a purpose is a name from which a
// sub-key is derived (HKDF-SHA256), so that no key does two jobs; a check is
// what a database keeps to know its ring; a code is how an id looks outside.
//
// Promises: Open never writes over a file that is there, not even an empty one;
// a file is whole or absent after a power cut; a file that others can read, a
// damaged one and one of an unknown version are refused; printing a ring shows
// no secret; a code never changes, also after Rotate.
package keys
