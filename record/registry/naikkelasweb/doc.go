// Package naikkelasweb is the pages of naikkelas: how a business can grow, and how to get
// its permits.
//
// Addresses: /naik-kelas (the steps and the wheel explained, with rules, versions and
// sources), /izin and /izin/{kind} (the steps to each permit and certificate), all for
// everybody; /usaha-saya/{code}/naik-kelas (how one business stands, with the one next
// step) and /usaha-saya/{code}/naik-kelas/{axis} (the questions of an axis), for its
// people and the officers of its area. ?pada= shows the wheel of a past day.
//
// Promises: every page works without script; readiness and how much of it is proven
// stand apart; every rule shows source, day and grade, and what no source proves says so;
// the yearly sales of a business are drawn for its owner alone; no word blames anybody
// for what is not there yet.
package naikkelasweb
