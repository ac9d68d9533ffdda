package productweb

import (
	"strings"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry/product"
)

// photosPage is the photos of the business itself.
type photosPage struct {
	page
	shots []shot
	offs  []offShot
	alt   string
}

func (d Desk) photosPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	done, err := doneOf(r)
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawPhotos(tx, r, page{done: done}, "")
}

func (d Desk) drawPhotos(tx *db.Tx, r *web.Request, at page, alt string) (web.Reply, error) {
	p := photosPage{page: at, alt: alt}
	if err := d.open(tx, r, &p.page); err != nil {
		return web.Reply{}, err
	}
	all, err := d.Photos(tx, r.Session(), p.view.ID)
	p.shots = d.shots(all)
	if err == nil {
		p.offs, err = d.offs(tx, p.page, 0)
	}
	return web.Reply{Page: &web.Page{Title: p.T("productweb.photos_title"), Nav: ownNav, Body: photosBody(p)}}, err
}

// sentPhoto is a photo as it was sent, taken in.
type sentPhoto struct {
	session, code     string
	business, product db.ID
	alt               string
	files             []blob.File
}

// addPhoto takes a photo in, of a product or of the business itself. Who may, and whether
// there is room, is asked before the picture is looked at.
func (d Desk) addPhoto(ofProduct bool) web.Form[sentPhoto, did] {
	return web.Form[sentPhoto, did]{
		Files:   map[string]int64{"foto": product.Photographs.Bytes()},
		Bytes:   product.Photographs.Bytes() + 1<<16,
		Prepare: func(r *web.Request) (sentPhoto, error) { return d.preparePhoto(r, ofProduct) },
		Act: func(tx *db.Tx, in sentPhoto) (did, error) {
			_, err := d.AddPhoto(tx, in.session, product.AddingPhoto{Business: in.business, Product: in.product, Sizes: in.files, Alt: in.alt})
			return did{"foto"}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in sentPhoto, out did, bad *fault.Fault) (web.Reply, error) {
			at := "/usaha-saya/" + in.code + "/foto"
			if ofProduct {
				at = "/usaha-saya/" + in.code + "/produk/" + r.PathValue("product")
			}
			switch {
			case bad == nil:
				return web.Reply{To: r.Href(at) + "?ya=" + out.Ya + "#foto"}, nil
			case bad.Kind != fault.Invalid && bad.Kind != fault.Conflict && bad.Kind != fault.TooLarge && bad.Kind != fault.Busy:
				return web.Reply{}, bad
			case ofProduct:
				return d.drawThat(tx, r, onePage{page: page{bad: bad}, alt: in.alt}, nil)
			}
			return d.drawPhotos(tx, r, page{bad: bad}, in.alt)
		}}
}

func (d Desk) preparePhoto(r *web.Request, ofProduct bool) (sentPhoto, error) {
	v := r.Values()
	in := sentPhoto{session: r.Session(), code: r.PathValue("code"), alt: v.Line("alt", 1000)}
	if ofProduct {
		in.product, _ = d.ID(r.PathValue("product"))
		if in.product == 0 {
			in.product = -1 // what is none is found nowhere
		}
	}
	err := d.DB.Read(r.Context(), func(tx *db.Tx) error {
		view, err := d.seen(tx, in.session, in.code)
		if err != nil {
			return err
		}
		in.business = view.ID
		return d.CanAdd(tx, in.session, view.ID, in.product)
	})
	if err == nil {
		err = v.Err()
	}
	if err != nil {
		return in, err
	}
	up, there := r.Upload("foto")
	if !there {
		return in, fault.New(fault.Invalid, "product.invalid").At("foto", "product.photo_needed")
	}
	in.files, err = d.Files.Pictures(r.Context(), blob.Sent{Name: up.Name, Type: up.Type, Content: up.Content()}, product.Photographs, product.Edges...)
	if no := fault.Of(err); no != nil {
		return in, fault.New(no.Kind, "product.invalid").At("foto", no.Key, no.Args...).Because(no.Unwrap())
	}
	return in, err
}

// onePhoto describes a photo, puts it first, takes it off, or decides of one that is off.
func (d Desk) onePhoto() web.Form[said, did] {
	return web.Form[said, did]{Same: true, Prepare: d.read,
		Act: func(tx *db.Tx, in said) (did, error) {
			v, err := d.seen(tx, in.session, in.code)
			if err != nil {
				return did{}, err
			}
			if in.step == stepBack || in.step == stepGone {
				return d.decideOff(tx, in, v.ID)
			}
			x, err := d.PhotoOf(tx, in.session, in.photo)
			if err == nil && !x.On(v.ID) {
				err = fault.New(fault.NotFound, "product.photo_none")
			}
			if err != nil {
				return did{}, err
			}
			back := ""
			if x.Product != 0 {
				back = "/produk/" + d.Code(x.Product)
			}
			switch in.step {
			case "depan":
				return did{back + "?ya=fotoubah"}, d.First(tx, in.session, x.ID)
			case "hapus":
				return did{back + "?ya=fotohapus"}, d.TakeOff(tx, in.session, x.ID)
			}
			return did{back + "?ya=fotoubah"}, d.Describe(tx, in.session, x.ID, in.text)
		},
		Draw: func(tx *db.Tx, r *web.Request, in said, out did, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && strings.HasPrefix(out.Ya, "/produk/"):
				at := "#foto"
				if in.step == "hapus" { // there it says how long it can be given back
					at = "#baru-dihapus"
				}
				return web.Reply{To: r.Href("/usaha-saya/"+in.code) + out.Ya + at}, nil
			case bad == nil:
				return web.Reply{To: r.Href("/usaha-saya/"+in.code+"/foto") + out.Ya}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawPhotos(tx, r, page{bad: bad}, "")
			}
			return web.Reply{}, bad
		}}
}

// Fields of a photo's form.

func (p page) photoField() parts.Field {
	return parts.Field{Name: "foto", Label: p.T("productweb.field_photo"), Help: p.T("productweb.help_photo", product.Photographs.Names(), int(product.Photographs.Bytes()>>20)), Type: product.Photographs.Accept(), Fault: p.bad}
}

// altField asks what is on a photo; photo is the code of one that is there.
func (p page) altField(photo, value string) parts.Field {
	f := parts.Field{Name: "alt", Label: p.T("productweb.field_alt"), Help: p.T("productweb.help_alt"), Value: value, Max: product.MostAlt, Optional: true, Fault: p.bad, Auto: "off"}
	if photo != "" {
		f.Name, f.Help = "alt_"+photo, ""
	}
	return f
}

func (p photosPage) room() bool { return p.changes && len(p.shots) < product.MostOfBusiness }

func (p onePage) room() bool { return p.changes && len(p.shots) < product.MostOfProduct }
