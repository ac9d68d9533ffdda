// Package diaryweb is the door of room diary: the page /buku, on which anybody
// sees the heads of the chain and takes one home.
//
// ?format=csv|xlsx|json gives all heads, the newest first; the JSON is the head
// file that "alun verify --head" takes.
//
// Promises: the page needs no script and no knowledge of hashes to say what the
// diary proves and what it does not; it shows no entry, only how many there are.
package diaryweb
