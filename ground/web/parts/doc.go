// Package parts is the look of the house: the pieces that every page is made
// of, as templ components. It knows nothing of cities or plans. A component
// takes the language first, then one plain struct; what people read comes from
// the caller already in their language, except the parts' own few words in
// words/ ("parts." …).
//
// # Words
//
//	dek    a section head: a 3 px line with four short posts at its left
//	tiang  the posts under a figure: each stands for records that prove it
//	cap    a stamp: the state of a thing, shape and word together
//	tone   what a hue means: money, output, proof, finding (never decoration)
//
// # Promises
//
//   - No inline style, no script, no handler attribute: the strict content
//     policy holds. Lengths are SVG attributes, looks are classes of
//     static/alun.css.
//   - An unknown figure is never drawn as zero; an impossible one is hatched
//     and said, never clipped or guessed.
//   - Every drawing says its result in words (role="img" and a label, or a
//     label on each link) and stands beside the same figures as text.
//   - Every part has an example (Examples), and a test draws each of them in
//     every language.
//
// # Classes a page may use by itself
//
//	isi, isi naskah         page width; reading width (46rem)
//	tumpuk (s1 … s7)        children under each other, that far apart
//	deret                   children in a row that wraps
//	kisi, tiga, dua, dua kiri   grids: as many as fit, three, main + side, side + main
//	tiga ringkas            the same three closer together on a phone
//	atas4 … atas7           distance above
//	papan                   a white board: something read as a unit or acted on
//	redup, kecil, num       quiet text, small text, a number at the right
//	lebar, sempit           only on desk screens; only on phones
//	qr                      a QR code drawn in the page (SVG, black on white)
//	kunci-ketik, tautan-serah   a secret to be typed, a link to be handed over: breaks anywhere
//	kode-cadangan           a list of codes to be printed
//	kartu-orang             a card with a QR code, cut out of its print
//	urut                    a list whose steps are numbered
//	bila bila-isi, bila bila-tujuan   questions that stand there only for the answer they belong to
//	layar                   on the screen only, not in print
//	terang, gelap           force a theme for that element
package parts
