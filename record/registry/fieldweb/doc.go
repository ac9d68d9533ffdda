// Package fieldweb is the door of the field work: pages for officers outdoors.
//
// /petugas/lapangan chooses a day and shows its way on a map, with what waits for a
// decision. /petugas/lapangan/usaha/{code} is one business: how likely it works, with
// the reasons, what was found before, and the form of a check;
// /petugas/lapangan/periksa/{check}/putus decides what a check found, and …/foto is its
// photo. /petugas/lapangan/kota counts the city.
//
// /petugas/lapangan/jalan is the same work without signal: a page that the browser
// keeps (/petugas/penjaga-lapangan.js keeps it), filled from what
// /petugas/lapangan/bawa gave before leaving; /petugas/lapangan/kirim takes what waits,
// one thing at a time, each under its own key.
//
// Promises: all work but that without signal is done without script. What the browser
// keeps holds no sealed fact and no score; it goes when it was sent, when somebody signs
// out on these pages, or after two days. What was checked and not yet sent goes only
// with its officer's word.
package fieldweb
