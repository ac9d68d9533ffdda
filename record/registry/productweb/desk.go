package productweb

import (
	"cmp"
	"context"
	"io"
	"strconv"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/product"
)

// Desk draws the pages.
type Desk struct {
	product.Desk
	DB    *db.DB
	Files *blob.Keeper
	Code  func(db.ID) string
	ID    func(string) (db.ID, bool)
}

// base is where the pages of a business are.
const base = "/usaha-saya/{code}"

// Routes lists the addresses.
func (d Desk) Routes() []web.Route {
	return []web.Route{
		web.Show(base+"/produk", d.listPage, "ya"),
		web.Show(base+"/produk/baru", d.newPage, "isi"),
		web.Do(base+"/produk/baru", d.add()),
		web.Show(base+"/produk/{product}", d.onePage, "ya"),
		web.Do(base+"/produk/{product}", d.change()),
		web.Do(base+"/produk/{product}/tampil", d.show()),
		web.Do(base+"/produk/{product}/urut", d.order()),
		web.Do(base+"/produk/{product}/hapus", d.remove()),
		web.Do(base+"/produk/{product}/hki", d.confirm()),
		web.Do(base+"/produk/{product}/foto", d.addPhoto(true)),
		web.Show(base+"/foto", d.photosPage, "ya"),
		web.Do(base+"/foto", d.addPhoto(false)),
		web.Do(base+"/foto/{photo}", d.onePhoto()),
		web.Show(base+"/foto/{photo}/{size}", d.picture),
		web.Show(base+"/riwayat-produk", d.historyPage, "ya"),
		web.Do(base+"/riwayat-produk/{change}", d.takeBack()),
		web.Show("/gambar-contoh/{kind}/{seed}", sample),
	}
}

// ownNav is the main entry of these pages.
const ownNav = "usaha-saya"

// page is what all pages of a business share.
type page struct {
	lang.Lang
	r    *web.Request
	view registry.View
	code string
	done string
	bad  *fault.Fault

	changes, backs bool // may change; may take back
}

// dones are what a page may say was done.
var dones = map[string]string{"tambah": "productweb.done_added", "ubah": "productweb.done_changed", "tampil": "productweb.done_shown", "sembunyi": "productweb.done_hidden", "hapus": "productweb.done_removed", "hki": "productweb.done_hki",
	"foto": "productweb.done_photo", "fotohapus": "productweb.done_photo_off", "fotoubah": "productweb.done_photo_changed", "batal": "productweb.done_back",
	"fotobalik": "productweb.done_photo_back", "fototuntas": "productweb.done_photo_gone"}

func doneOf(r *web.Request) (string, error) {
	v := r.Values()
	return dones[v.Line("ya", 10)], v.Err()
}

// seen finds the business of an address for who may sell there; of others it tells as
// little as the register.
func (d Desk) seen(tx *db.Tx, session, code string) (registry.View, error) {
	id, _ := d.ID(code) // 0 where it is none, which no business has
	return d.Book.SeeFor(tx, session, id, product.MaySell)
}

func (d Desk) open(tx *db.Tx, r *web.Request, p *page) error {
	var err error
	p.Lang, p.r, p.code = r.Lang, r, r.PathValue("code")
	if p.view, err = d.seen(tx, r.Session(), p.code); err != nil {
		return err
	}
	p.changes = p.view.State.Stands() == nil
	p.backs = p.changes && p.view.May(tx, product.MaySellBack)
	return nil
}

func (p page) href(end string) string { return p.r.Href("/usaha-saya/" + p.code + end) }

func (p page) public() bool { return p.view.State == registry.Published }

// price is what a product costs, in words, with its unit.
func (p page) price(e product.Entry) string {
	key, args := e.Price.Word()
	switch {
	case key == "":
		return p.T("productweb.no_price")
	case e.Unit != "":
		return p.T("productweb.price_per", p.T(key, args...), e.Unit)
	}
	return p.T(key, args...)
}

// stock is how it can be had, in words.
func (p page) stock(e product.Entry) string {
	if e.Stock == product.Pesan && e.Days > 0 {
		return p.T("productweb.in_days", e.Days)
	}
	return p.T(product.StockWord(e.Stock))
}

// shot is a photo on a page of its people: also of what nobody else may see.
type shot struct {
	product.Photo
	code string
	own  bool // of the business itself
}

func (d Desk) shots(all []product.Photo) []shot {
	out := make([]shot, len(all))
	for i, x := range all {
		out[i] = shot{x, d.Code(x.ID), x.Product == 0}
	}
	return out
}

// picture is a photo for the people of its business, also one that was taken off. It may be a draft's, so that no
// cache on the way keeps it; the browser asks again each time, and mostly hears that
// nothing has changed.
func (d Desk) picture(tx *db.Tx, r *web.Request) (web.Reply, error) {
	v, err := d.seen(tx, r.Session(), r.PathValue("code"))
	if err != nil {
		return web.Reply{}, err
	}
	id, _ := d.ID(r.PathValue("photo"))
	x, err := d.EvenOff(tx, r.Session(), id)
	if err == nil && !x.On(v.ID) {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	size, known := map[string]product.Size{"besar": x.Large, "sedang": x.Medium, "kecil": x.Small}[r.PathValue("size")]
	if err == nil && !known {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	if err != nil {
		return web.Reply{}, err
	}
	f, found, err := blob.FileOf(tx, size.Hash)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "product.photo_none")
	}
	return web.Reply{Content: &web.Content{Name: "foto-" + strconv.Itoa(size.Width) + f.Kind.End(), Type: f.Kind.Type(), Tag: f.Hash, Inline: true, Private: true,
		Open: func(ctx context.Context) (io.ReadSeekCloser, error) { return d.Files.Store.Get(ctx, f.Hash) }}}, err
}

// sample draws the picture of a made-up product.
func sample(_ *db.Tx, r *web.Request) (web.Reply, error) {
	kind, seed := r.PathValue("kind"), r.PathValue("seed")
	raw, ok := product.Sample(kind, seed, r.Lang.T("product.sample"))
	if !ok {
		return web.Reply{}, fault.New(fault.NotFound, "product.photo_none")
	}
	return web.Reply{Content: &web.Content{Name: "contoh-" + kind + ".svg", Type: "image/svg+xml", Tag: kind + seed + string(r.Lang.Tag()), Inline: true,
		Open: func(context.Context) (io.ReadSeekCloser, error) { return bytesFile(raw), nil }}}, nil
}

// alt is what a photo says to who does not see it.
func (p page) alt(x product.Photo, otherwise string) string {
	return cmp.Or(x.Alt, p.T("productweb.photo_of", otherwise))
}
