// Package opendataweb is the pages of opendata: numbers of the register, and its published
// facts as files.
//
// Addresses: /data/usaha (a table with bars; what is counted, and by what, stands in the
// address; ?format=csv|xlsx|json gives it as a file), /data/usaha/bulanan (the census that is kept
// month by month: ?seri= what is counted, ?bulan= which month, ?baris= and ?kolom= one number with
// its course and how it was made, ?format= a file), /data/usaha/kamus (what each column of the open
// data means, with licence and seal; ?format= gives that as a file), /data/usaha/terbitan.csv
// and /data/usaha/terbitan.json (one row for each published business). Everybody may read.
//
// Promises: every page works without script; a number that is told and can be looked for
// leads to the directory, which finds as many; what is not told looks the same whatever the
// reason; files of the whole register are not held in memory and made so many at once; who reads
// one slowly keeps nobody waiting.
package opendataweb
