// Package product is what businesses offer, and the photos of both: a part of the
// register.
//
// # Words
//
//	product   one thing or service that a business offers
//	work      a product that is a work of a creative person (perorangan): with its kind,
//	          year, link and how it stands with its HKI. It is a product and no thing of
//	          its own: words, photos, order, history, marks and erasure are the same
//	price     an amount, one from which it begins, a range, by agreement, or not told
//	stock     available (ada), none now (habis), made to order in so many days (pesan)
//	kind      a short list of kinds (kinds.json: ours, grade D); by the main KBLI code
//	          until somebody chooses
//	photo     a picture in three sizes, of the business or of one product; the first
//	          one of a business is its face
//	marks     rules of package saring that an officer should look at; they hide nothing
//	off       a photo that was taken off and can still be given back
//	sample    a picture that the program draws for a made-up product
//
// # Promises
//
//   - What somebody changed since a product was looked at is told, not written over:
//     every change of its words raises its version by one.
//   - Each change of a product stands in its history for ever, sealed under the key of
//     the business, and can be taken back, the removal too.
//   - A photo that is taken off is shown to nobody but the people of the business and
//     officers. For seven days (OffFor) it can be given back, to the place that it had;
//     with a product that stands again, those come that went with it. Then LetGo lets it
//     go, or whoever wants it gone at once (ErasePhoto); its files go a day later. Of a
//     giving back and a letting go at the same moment one comes through, whole.
//   - The public sees shown products of published businesses, and the photos of those
//     and of their businesses: of a draft, a suspended or closed one nothing. What a
//     business showed that was public when it was merged, the other one shows behind its
//     own, and its people change it, until the two are parted.
//     A photo that was public is asked for anew each time that it is looked at, so no
//     browser and no cache on the way shows it once the house does not.
//   - A business shows at most 100 products, four photos of each, and six of itself.
//     Who was slower finds the place taken, not a seventh photo.
//   - What an officer gives back (GiveBack) is hidden with a sentence that its people
//     read, and they are told; they show it again themselves.
//   - Forgetting a person takes the texts and photos of what they alone owned out of
//     the tables, and their history with the key.
//
// # Diary
//
// registry.product_added, registry.product_changed, registry.product_removed, registry.product_returned,
// registry.photo_added, registry.photo_changed, registry.photo_removed,
// registry.photo_returned, registry.photo_erased
// (registry_business). Which product and fields, never what they say.
//
// # Who may
//
// See right.go.
package product
