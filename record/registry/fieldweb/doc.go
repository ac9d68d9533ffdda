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
// pages, or after two days. What was typed there waits as it was typed, with the private
// facts that somebody gave of a new business, until it is sent or its officer lets it go;
// then nothing of it stays but its name and where the desk goes on with it. What stands in
// the form and was not saved yet is there again when the browser was closed.
//
// A new business is asked what its owner would be asked. One that the register may know
// (the same NIB or number, or a name near by that is alike) is kept only when its officer
// has seen both sides: as the same it becomes a check of the known one, fact by fact where
// they differ; as another one it is a draft, and the pair is known as two. Its photo goes
// behind it. Of what is sealed there the officer learns only that it is there.
package fieldweb
