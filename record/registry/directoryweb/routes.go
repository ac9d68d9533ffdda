package directoryweb

import (
	"sync/atomic"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
)

// Desk is the public pages of the register. Directory, Book, Shelf, DB, Code, ID and
// Words must be set.
type Desk struct {
	Directory *directory.Directory
	Book      *registry.Book
	Shelf     *kbli.Shelf
	DB        *db.DB // for files, which are read in pieces
	Code      func(db.ID) string
	ID        func(string) (db.ID, bool)
	Words     *lang.Catalogue
	Public    string // where people reach the house: "https://alun.balikpapan.go.id"
	// Nowhere says that nobody named Public as an address that others open: no card is made
	// then, as paper cannot be taken back. That of a made-up business is shown with a mark, and
	// while Showing that of any.
	Nowhere bool
	Showing bool // a demonstration is open: nobody here is real

	Press *letter.Press // where files of the whole register are made; nil: without a limit
	Cards *letter.Press // where cards are printed; nil: without a limit

	// Products is a door: what a business offers, in the order in which it is shown.
	Products func(tx *db.Tx, business db.ID) ([]Product, error)
	// Photos is a door: the pictures of a business, the first one in front.
	Photos func(tx *db.Tx, business db.ID) ([]Photo, error)
	// Faces is a door: of each business its first picture, for lists.
	Faces func(tx *db.Tx, businesses []db.ID) (map[db.ID]Photo, error)
	// Numbers is a door: the page that counts businesses, "/data/usaha"; "" leaves its link out.
	Numbers string
	// Badges is a door: what others say of a business that its owner lets everybody see.
	Badges func(tx *db.Tx, l lang.Lang, business db.ID) ([]Badge, error)

	atlases  place.Atlases
	kept     atomic.Pointer[atlas]
	pictures shelf
}

// Product is what a business offers.
type Product struct {
	Name  string
	About string
	Price func(lang.Lang) string // as it is read: "Rp25.000"; nil: none is told
	Unit  string                 // of what: "250 gram"; may be empty
	Photo Photo
	Work  *Work // nil: it is no work of a creative person
}

// Work is a work of a creative person: what the public reads of it beside its name.
type Work struct {
	Line  func(lang.Lang) string // its kind and year
	Link  string                 // where it is to be seen; it leads out of the house; ""
	HKI   func(lang.Lang) string // how it stands with its intellectual property; nil: none is told
	Level registry.Level         // how well that is known
}

// Badge is something that others say of a business, in two pieces.
type Badge struct {
	Text string // "Anggota PPA"
	Rest string // on what it rests: "dikonfirmasi kedua pihak sejak 2 Mei 2026"
	Path string // the page that says more, below this house
}

// Photo is a picture of a business.
type Photo struct {
	Address    string // below this house
	About      string // what it shows
	Wide, High int
}

// Routes lists the addresses. Everybody may read.
func (d *Desk) Routes() []web.Route {
	return []web.Route{
		web.Show("/usaha", d.list, "q", "kecamatan", "kelurahan", "subsektor", "bidang", "sertifikat", "buka", "dekat", "jarak", "kotak", "urut", "dari", "format"),
		web.Tell("/usaha/saran", d.suggest),
		web.Show("/usaha/{code}", d.one),
		web.Show("/kartu/{code}", d.card, "ukuran", "format"),
		web.Show("/kartu/{code}/gambar", d.picture, "v"),
	}
}

// nav is the main entry of these pages.
const nav = "usaha"
