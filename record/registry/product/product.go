package product

import (
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/money"
	"alun/record/registry"
)

// How many products a business shows.
const mostProducts = 100

// How a product can be had.
const (
	Ada   = "ada"
	Habis = "habis"
	Pesan = "pesan"
)

// Stocks lists them, in the order of forms.
var Stocks = []string{Ada, Habis, Pesan}

// StockWord is the key of how a product can be had.
func StockWord(stock string) string { return "product.stock_" + stock }

// Entry is what is said of a product.
type Entry struct {
	Name, About string
	Price       Price
	Unit        string // "bungkus"; "" where none is told
	Kind        string // a code of Kinds; "" where none is chosen
	Stock       string
	Days        int // that an order takes; 0: not told
	Shown       bool
	Work        *Work `json:",omitempty"` // nil: it is no work of a creative person
}

// Product is one thing or service that a business offers.
type Product struct {
	Entry
	ID       db.ID
	Business db.ID
	Version  int64 // rises by one with each change
	Photos   []Photo
	Marks    []string // rules of package saring that an officer should look at
	Made     time.Time
	Changed  time.Time
	Removed  time.Time // zero: is there
	// Sample is the address of a picture that the program draws: of a made-up product
	// that has no photo.
	Sample string

	position int64
	shownBy  db.ID // see On
}

// On tells whether a product stands on the page of a business: of its own, or of the one
// that shows it since they were merged.
func (p Product) On(business db.ID) bool { return business == p.Business || business == p.shownBy }

// Face is the first photo.
func (p Product) Face() (Photo, bool) {
	if len(p.Photos) == 0 {
		return Photo{}, false
	}
	return p.Photos[0], true
}

const productColumns = `p.id, p.business, p.version, p.position, p.name, p.about, p.price, p.low, p.high, p.unit, p.kind, p.stock, p.days, p.shown, p.marks, p.made_at, p.changed_at, p.removed_at`

func scanProduct(r *db.Row) Product {
	p := Product{ID: r.ID(), Business: r.ID(), Version: r.Int64(), position: r.Int64()}
	p.Name, p.About, p.Price.Kind = r.Text(), r.Text(), r.Text()
	low, _ := r.Maybe()
	high, _ := r.Maybe()
	p.Price.Low, p.Price.High = money.Rupiah(low), money.Rupiah(high)
	p.Unit, p.Kind, p.Stock = r.Text(), r.Text(), r.Text()
	days, _ := r.Maybe()
	p.Days, p.Shown, p.Marks = int(days), r.Bool(), strings.Fields(r.Text())
	p.Made, p.Changed, p.Removed = r.Time(), r.Time(), r.Time()
	return p
}

// find finds a product, also a removed one.
func find(tx *db.Tx, id db.ID) (Product, error) {
	p, found, err := db.One(tx, scanProduct, `select `+productColumns+` from registry_product p where p.id = $1`, id)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "product.none")
	}
	if err == nil {
		p.shownBy, err = registry.ShownBy(tx, p.Business)
	}
	if err != nil {
		return p, err
	}
	one, err := withWorks(tx, []Product{p})
	if err != nil {
		return p, err
	}
	return one[0], nil
}

// columns are what an entry is kept as, from name to shown.
func (e Entry) columns() []any {
	amount := func(r money.Rupiah) any { return db.Null(int64(r), r != 0) }
	return []any{e.Name, e.About, e.Price.Kind, amount(e.Price.Low), amount(e.Price.High), e.Unit, e.Kind, e.Stock, db.Null(e.Days, e.Days != 0), e.Shown}
}

// insertProduct begins the statement that puts products in.
const insertProduct = `insert into registry_product (id, business, version, position, name, about, price, low, high, unit, kind, stock, days, shown, marks, made_at, changed_at) values `

func (p Product) row() []any {
	row := append([]any{p.ID, p.Business, p.Version, p.position}, p.columns()...)
	return append(row, strings.Join(p.Marks, " "), p.Made, p.Changed)
}

// keep writes a product over the one that was looked at. Somebody may have been first.
func (p Product) keep(tx *db.Tx) error {
	args := append([]any{p.ID, p.Version, tx.Now(), strings.Join(p.Marks, " "), db.Null(p.Removed, !p.Removed.IsZero())}, p.columns()...)
	if err := tx.ExecOr(moved(), `update registry_product set version = version + 1, changed_at = $3, marks = $4, removed_at = $5,
		name = $6, about = $7, price = $8, low = $9, high = $10, unit = $11, kind = $12, stock = $13, days = $14, shown = $15 where id = $1 and version = $2`, args...); err != nil {
		return err
	}
	return p.putWork(tx)
}

// moved says that somebody else was first.
func moved() error { return fault.New(fault.Conflict, "product.moved") }
