// Package productweb is where makers look after what they offer, and after the photos
// of it and of their business.
//
// Addresses: /usaha-saya/{code}/produk lists the products; /produk/baru adds one,
// /produk/{product} changes one and has its photos, /tampil, /urut and /hapus show,
// order and remove it. /usaha-saya/{code}/foto has the photos of the business itself and
// takes them in; /foto/{photo} describes one, puts it first or takes it off, gives one
// back that was taken off or lets it go for good, and /foto/{photo}/{size} is the picture,
// for the people of the business.
// /usaha-saya/{code}/riwayat-produk tells what was changed, and takes it back.
// /gambar-contoh/{kind}/{seed} draws the picture of a made-up product.
//
// Promises: the words of a product are kept before any photo is asked for, so that a
// slow line loses neither; what was typed stays when something is wrong with it; every
// page works without script; a photo of what is not public is given to its people alone,
// and no cache on the way may keep it.
package productweb
