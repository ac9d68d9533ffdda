// Package placeweb is the door of room place: pages about the city's areas.
//
// Addresses: /wilayah (the city with its kecamatan), /wilayah/{code} (a
// kecamatan or kelurahan), /wilayah/di?lat=&lng= (which area holds a point),
// /peta (the map that moves), /wilayah/peta.geojson (its shapes).
// ?format=csv|xlsx|json gives what a page shows.
//
// Words: an atlas is everything drawn from the boundaries, kept in memory until
// the room's edition changes; an outline is one map of it at one width; a
// sketch is an outline with its words in a language.
//
// Promises: every map is also a table or list, and is drawn without script;
// people of two ways of counting never stand in one table; a figure of grade D
// is marked and never a headline.
package placeweb
