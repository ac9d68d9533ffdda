// Package kurasiweb is where calls are read, entered, judged and decided.
//
// Addresses: /kurasi lists the calls and /kurasi/{code} is one of them, with its rules and
// its result, for everybody; /kurasi/{code}/ikut enters something on a phone; /kurasi-saya
// has what somebody entered and what they judge, /kurasi-saya/{entry} takes an entry back
// or changes its consent; /kurasi/{code}/nilai/{entry} is an entry before its curator;
// /petugas/kurasi lists the calls for officers, /baru makes one, /{code} moves it on,
// /{code}/ubah says a draft anew, /{code}/kurator names curators, /{code}/berita-acara is
// the minutes as PDF.
//
// Promises: every page works without script; a curator declares before any field for
// points stands on the page; whoever may not score sees none; who was not chosen stands on
// no page for everybody; names of curators stand there only where the call says so, and
// only with the result.
package kurasiweb
