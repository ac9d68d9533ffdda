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
// takes along holds no sealed fact and no score; it goes when somebody signs out on these
// pages, or after two days. What was typed there waits as it was typed, with a number
// that somebody gave for a new business, until it is sent or its officer lets it go.
package fieldweb
