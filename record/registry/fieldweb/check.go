package fieldweb

import (
	"io"
	"strconv"
	"strings"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/field"
)

// checking is a check as it was sent.
type checking struct {
	session, key string
	business     db.ID
	version      int64
	found        field.Found
	set          registry.Values
	more         registry.Values // what was written down of it as of a new one
	stood        *field.Stood
	here         bool
	note, photo  string
	made         time.Time
}

// photoPolicy takes a photo, and nothing else.
var photoPolicy = blob.Policy{Kinds: []blob.Kind{blob.JPEG, blob.PNG, blob.WebP}}

var photoField = map[string]int64{"foto": blob.JPEG.Bytes()}

// readCheck reads the fields of a check.
func readCheck(r *web.Request) (checking, error) {
	v := r.Values()
	in := checking{session: r.Session(), key: v.Line("kunci", 128), found: field.Found(v.Line("found", 10)), note: v.Lines("catatan", 500), here: v.Line("di_sini", 1) == "1", set: registry.Values{}}
	in.version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
	for _, f := range field.Corrects {
		if _, sent := r.PostForm[string(f)]; sent {
			in.set[f] = v.Lines(string(f), 2000)
		}
		if v.Line("pilih_"+string(f), 5) == "buku" {
			delete(in.set, f) // what stands is right: it is confirmed
		}
	}
	if at, accuracy := pointOf(v); accuracy >= 0 {
		in.stood = &field.Stood{At: at, Accuracy: accuracy}
	}
	if ms, err := strconv.ParseInt(v.Line("pada", 16), 10, 64); err == nil {
		in.made = time.UnixMilli(ms)
	}
	return in, v.Err()
}

// domain is a check as the room takes it. What was left empty is left as it is: an
// officer takes no fact away by not writing it.
func (in checking) domain() field.Checking {
	set := registry.Values{}
	for f, text := range in.set {
		if strings.TrimSpace(text) != "" {
			set[f] = text
		}
	}
	return field.Checking{More: in.more, Business: in.business, Key: in.key, Version: in.version, Found: in.found, Set: set, Stood: in.stood, Here: in.here, Note: in.note, Photo: in.photo, Made: in.made}
}

// receivePhoto takes the photo of a form in, of somebody who may check.
func (d Desk) receivePhoto(r *web.Request, business db.ID) (string, error) {
	up, ok := r.Upload("foto")
	if !ok {
		return "", nil
	}
	err := d.Field.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, err := d.Field.Book.MayCheckOn(tx, r.Session(), business)
		return err
	})
	if err != nil {
		return "", err
	}
	f, err := d.Files.Receive(r.Context(), blob.Sent{Name: up.Name, Type: up.Type, Content: up.Content()}, photoPolicy)
	if no := fault.Of(err); no != nil {
		return "", fault.New(no.Kind, "field.check_invalid").At("foto", no.Key, no.Args...).Because(no.Unwrap())
	}
	return f.Hash, err
}

// prepareCheck reads a check of a business and its photo.
func (d Desk) prepareCheck(r *web.Request, business db.ID) (checking, error) {
	in, err := readCheck(r)
	if in.business = business; err == nil {
		in.photo, err = d.receivePhoto(r, business)
	}
	return in, err
}

// check is the form beside a business. It bears a key of its own, so that nothing of
// what was typed is kept with an answer.
func (d Desk) check() web.Form[checking, field.Done] {
	return web.Form[checking, field.Done]{Same: true, Files: photoField,
		Prepare: func(r *web.Request) (checking, error) {
			id, err := d.businessOf(r)
			if err != nil {
				return checking{}, err
			}
			return d.prepareCheck(r, id)
		},
		Act: func(tx *db.Tx, in checking) (field.Done, error) {
			return d.Field.Check(tx, in.session, in.domain())
		},
		Draw: func(tx *db.Tx, r *web.Request, in checking, out field.Done, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil && len(out.Clashes) == 0:
				return web.Reply{To: r.Href("/petugas/lapangan?ya=periksa#jalan")}, nil
			case bad == nil:
				return d.drawOne(tx, r, onePage{typed: in, clashes: out.Clashes})
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawOne(tx, r, onePage{typed: in, bad: bad})
			}
			return web.Reply{}, bad
		},
	}
}

// deciding is a decision as it was sent.
type deciding struct {
	session string
	check   db.ID
	in      field.Deciding
	bad     *fault.Fault
}

func (d Desk) decide() web.Form[deciding, string] {
	return web.Form[deciding, string]{
		Prepare: func(r *web.Request) (deciding, error) {
			v := r.Values()
			in := deciding{session: r.Session(), in: field.Deciding{Close: v.Line("putusan", 10) == "tutup", Reason: v.Line("alasan", 20), Sentence: v.Lines("kalimat", 500)}}
			in.in.Version, _ = strconv.ParseInt(v.Line("versi", 20), 10, 64) // 0 is whatever stands
			id, ok := d.ID(r.PathValue("check"))
			if !ok {
				return in, fault.New(fault.NotFound, "field.no_check")
			}
			in.check, in.in.Check = id, id
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in deciding) (string, error) {
			business, err := d.Field.BusinessOf(tx, in.session, in.check)
			if err == nil {
				err = d.Field.Decide(tx, in.session, in.in)
			}
			return d.Code(business), err
		},
		Draw: func(tx *db.Tx, r *web.Request, in deciding, code string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				return web.Reply{To: r.Href("/petugas/lapangan/usaha/" + code + "?ya=putus")}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			business, err := d.Field.BusinessOf(tx, in.session, in.check)
			if err != nil {
				return web.Reply{}, err
			}
			r.SetPathValue("code", d.Code(business))
			in.bad = bad
			return d.drawOne(tx, r, onePage{said: in})
		},
	}
}

// photo is the photo of a check, for who may check its business: it is kept by nobody
// on the way.
func (d Desk) photo(tx *db.Tx, r *web.Request) (web.Reply, error) {
	if _, err := account.See(tx, r.Session()); err != nil {
		return web.Reply{}, err
	}
	id, ok := d.ID(r.PathValue("check"))
	if !ok {
		return web.Reply{}, fault.New(fault.NotFound, "field.no_photo")
	}
	hash, err := d.Field.PhotoOf(tx, r.Session(), id)
	if err != nil {
		return web.Reply{}, err
	}
	kind, found, err := blob.FileOf(tx, hash)
	if err != nil || !found {
		return web.Reply{}, err
	}
	ctx := r.Context()
	return web.Reply{File: &web.File{Name: "foto" + kind.Kind.End(), Type: kind.Kind.Type(), Write: func(w io.Writer) error {
		from, err := d.Files.Store.Get(ctx, hash)
		if err != nil {
			return err
		}
		defer from.Close()
		_, err = io.Copy(w, from)
		return err
	}}}, nil
}
