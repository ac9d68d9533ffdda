package main

import (
	"cmp"
	"time"
	"unicode/utf8"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	letters "alun/ground/letter"
	"alun/record/registry/directory"
	"alun/record/registry/directoryweb"
	"alun/record/registry/product"
	"alun/record/registry/productweb"
)

// How many files of the register are made at once for any visitor, and as many cards;
// how many wait for each, and how long.
const (
	shopAtOnce  = 2
	shopWaiting = 6
	shopWait    = 10 * time.Second
)

// shop is the public face of the register, with what other rooms know of a business.
func (h *house) shop(cfg *Config, c cityFile, code func(db.ID) string, id func(string) (db.ID, bool)) *directoryweb.Desk {
	book := h.book()
	return &directoryweb.Desk{Directory: h.directory, Book: book, Shelf: h.codes, DB: h.db, Code: code, ID: id, Words: h.words, Public: cfg.publicURL(), Nowhere: !cfg.reached(), Showing: h.demo == demoOpen, Numbers: "/data/usaha",
		Press: letters.NewPress(shopAtOnce, shopWaiting, shopWait), Cards: letters.NewPress(shopAtOnce, shopWaiting, shopWait),
		Products: shownProducts, Photos: shownPhotos, Faces: shownFaces, Badges: joinedBadges(h.shownBadges, curatedBadges(c.Short, code))}
}

// foundShops is how many businesses hold words that somebody looked for in the plan; none
// while the directory is not ready or refuses them.
func (h *house) foundShops(tx *db.Tx, words string) (int, error) {
	tx.Tag(directory.Tag)
	if utf8.RuneCountInString(words) > directoryweb.LongText {
		return 0, nil
	}
	found, err := h.directory.Find(directory.Ask{Text: words, Bare: true})
	if fault.Of(err) != nil {
		return 0, nil
	}
	if found.Any { // no business has them all: that page would have to explain itself
		return 0, err
	}
	return found.Total, err
}

// shownProducts are what a business offers, as the public sees it.
func shownProducts(tx *db.Tx, business db.ID) (out []directoryweb.Product, err error) {
	all, err := product.PublicOf(tx, []db.ID{business})
	for _, x := range all[business] {
		p := directoryweb.Product{Name: x.Name, About: x.About, Unit: x.Unit, Photo: directoryweb.Photo{Address: x.Sample, About: x.Name}}
		if key, args := x.Price.Word(); key != "" {
			p.Price = func(l lang.Lang) string { return l.T(key, args...) }
		}
		if x.Work != nil {
			p.Work, p.Price = shownWork(*x.Work), nil
		}
		if face, there := x.Face(); there {
			p.Photo = shownPhoto(face, face.Small, x.Name)
		}
		out = append(out, p)
	}
	return out, err
}

// shownWork is what the public reads of a work.
func shownWork(w product.Work) *directoryweb.Work {
	out := &directoryweb.Work{Line: func(l lang.Lang) string { return productweb.WorkLine(l, w) }, Link: w.Link, Level: w.Level}
	if w.HKI != product.NoHKI {
		out.HKI = func(l lang.Lang) string { return productweb.HKILine(l, w) }
	}
	return out
}

// shownPhotos are the pictures of a business itself.
func shownPhotos(tx *db.Tx, business db.ID) (out []directoryweb.Photo, err error) {
	all, err := product.PhotosOf(tx, []db.ID{business})
	for _, x := range all[business] {
		out = append(out, shownPhoto(x, x.Large, ""))
	}
	return out, err
}

// shownFaces are the first pictures of businesses, small, for lists.
func shownFaces(tx *db.Tx, businesses []db.ID) (map[db.ID]directoryweb.Photo, error) {
	all, err := product.PhotosOf(tx, businesses)
	out := map[db.ID]directoryweb.Photo{}
	for id, photos := range all {
		out[id] = shownPhoto(photos[0], photos[0].Small, "")
	}
	return out, err
}

func shownPhoto(x product.Photo, size product.Size, name string) directoryweb.Photo {
	return directoryweb.Photo{Address: blob.Address(size.Hash), About: cmp.Or(x.Alt, name), Wide: size.Width, High: size.Height}
}
