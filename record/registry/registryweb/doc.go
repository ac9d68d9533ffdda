// Package registryweb is the door of room registry: pages about businesses and
// the rules that they live by.
//
// Addresses: /kbli (which code fits a business, in everyday words; without words
// the classification to walk down), /kbli/{version}/{code} (one code),
// /kbli/ekraf and /kbli/ekraf/{slug} (the creative-economy subsectors and their
// codes, which the planner edits). ?format=csv|xlsx|json gives what a page shows.
//
// Promises: every page works without script; official texts stay Indonesian in
// every language and are marked so; no code is shown without its version, no
// official text without its source; what is ours (everyday words, the mapping to
// subsectors) says so.
//
// /kelas-usaha tells the size class of a business from figures that are typed
// there; it keeps nothing of them and puts nothing of them into an address.
//
// /usaha/daftar is where makers, their helpers and counters write a business down:
// /usaha/daftar/{code}/apa, kode, tempat, kontak and periksa are its steps, each kept
// as it is sent. Their script keeps what is typed in the browser, under its account, until
// the house has it: without signal it waits there and is sent when there is some, and what
// was saved meanwhile elsewhere is laid beside it, fact by fact. It goes when it was saved,
// when its account signs out, from whatever page, or after two weeks; without script the steps
// work the same while there is signal. /usaha-saya lists what somebody wrote down; /usaha-saya/{code} has
// every fact with its proof, /ubah/{fact} changes one, /alamat opens a home's address
// or closes it, /angka asks for all its numbers at once and /teks for its description in
// three languages, /tutup and /buka end a business and begin it again, /riwayat tells
// what happened and who opened private facts, and takes changes back.
package registryweb
