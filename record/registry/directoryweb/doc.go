// Package directoryweb is the public face of the register: the businesses that are
// published, found and shown.
//
// Addresses: /usaha (the directory: words, filters, list and map together; all of it
// stands in the address), /usaha/saran (how the word that is being typed may go on),
// /usaha/{code} (one business), /kartu/{code} (its card for the shop window, with a QR
// code, also as PDF) and /kartu/{code}/gambar (the picture that a preview shows).
// ?format=csv|xlsx|json gives what the directory found.
//
// # Words
//
//	cell     a part of the map with how many businesses stand in it
//	cloth    the pattern that stands for a business without a photo
//	door     what other parts know of a business: its products, its photos
//
// # Promises
//
//   - Nothing is shown but what registry.Book shows to the public: of a home its
//     kelurahan, of a street vendor no more and not that it is one, contacts only where
//     the owner opens them.
//   - A file holds all that a question finds, however much that is.
//   - No list and no file holds contacts; one page shows those of one business.
//   - Every page works without script, and asks no other host for anything.
//   - A word that was not found, and a word that was read as another, are said.
//   - Made-up businesses are marked as such: on the card, on the page, in the file, in
//     the picture; search engines are asked to leave them alone.
//   - No card of a real business is made while nobody has named the address that others open.
//   - What is suspended or was never public is not there (404); what has closed after
//     it was public says so (410); what became another one leads there (301).
package directoryweb
