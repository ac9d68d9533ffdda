// Package place is the room of the city's ground: which areas there are, where
// their borders run, how many people live in them.
//
// # Words
//
//	area       province, city, kecamatan (district) or kelurahan (ward), named
//	           by its Kemendagri code: 64.71.03.1006
//	boundary   an area's border as a GeoJSON geometry, with source and grade
//	basis      the way people were counted; figures of two bases are two series
//	grade      how far a figure can be trusted, A to D; D is never shown as fact
//	profile    the city's data files, from which Load fills this room
//	finder     tells in memory which kelurahan a point lies in
//
// # Promises
//
//   - Loading the same profile twice changes nothing. A newer profile applies
//     its differences; what stood before is kept as a dated revision. An area
//     that left the list gets an end, it is not deleted.
//   - A profile with a fault is refused whole, with file, line and reason, before
//     anything is written.
//   - Registration and BPS figures are never mixed: no function returns figures
//     of two bases in one series.
//   - Every point of the city lies in exactly one kelurahan.
//
// It writes nothing in the diary: an area is neither business, person nor money.
// Everybody may read; only the program itself loads the profile.
package place
