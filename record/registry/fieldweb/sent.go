package fieldweb

import (
	"net/http"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
)

// What waits in a browser.
const (
	sentCheck = "periksa"
	sentNew   = "baru"
	sentPhoto = "foto" // of a check that went before it
)

// sentIn is one thing that waited in a browser.
type sentIn struct {
	kind  string
	check checking
	set   registry.Values // of a new one
	apart []db.ID         // entries of which the officer said that it is another one
	photo db.ID           // the check beside which a photo is laid
}

// sentOut is what became of it.
type sentOut struct {
	Done  field.Done
	Met   field.Met
	Alike []ganda.Likely // it may be one of these: nothing was kept, the officer chooses
}

// answer is what the page's script hears.
type answer struct {
	State   string        `json:"state"` // simpan, beda, serupa, tolak
	Say     string        `json:"say,omitempty"`
	Wrong   [][2]string   `json:"salah,omitempty"` // the fields that the house will not have, and why
	Version int64         `json:"versi,omitempty"`
	Clashes []answerClash `json:"beda,omitempty"`
	Alike   []answerAlike `json:"calon,omitempty"`
	Check   string        `json:"periksa,omitempty"` // to which a photo may follow
	Page    string        `json:"buka,omitempty"`    // of the draft
	Code    string        `json:"kode,omitempty"`    // where its code of KBLI is chosen, if it has none
}

type answerClash struct {
	Fact  string `json:"fakta"`
	Label string `json:"label"`
	Yours string `json:"saya"`
	There string `json:"buku"`
	Note  string `json:"catatan"`
}

// answerAlike is an entry that a new one may be, beside it.
type answerAlike struct {
	Code    string        `json:"kode"`
	Version int64         `json:"versi"`
	Name    string        `json:"nama"`
	State   string        `json:"keadaan"`
	Why     []string      `json:"alasan"`
	Page    string        `json:"buka"`
	Rows    []answerClash `json:"baris"`
}

// receive takes what waited in a browser, one thing at a time.
func (d Desk) receive() web.Form[sentIn, sentOut] {
	return web.Form[sentIn, sentOut]{Same: true, Files: photoField,
		Prepare: d.prepareSent,
		Act: func(tx *db.Tx, in sentIn) (out sentOut, err error) {
			switch in.kind {
			case sentNew:
				return d.meet(tx, in)
			case sentPhoto:
				return out, d.lay(tx, in)
			}
			out.Done, err = d.Field.Check(tx, in.check.session, in.check.domain())
			return out, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in sentIn, out sentOut, bad *fault.Fault) (web.Reply, error) {
			if bad != nil && bad.Kind != fault.Invalid && bad.Kind != fault.Conflict && bad.Kind != fault.NotFound {
				return web.Reply{}, bad
			}
			a, err := d.tell(tx, r, in, out, bad)
			return web.Reply{Data: a, Status: http.StatusOK}, err
		},
	}
}

// meet writes a new business down, where it is like none that the register knows and the
// officer has not said that it is another one. Of those the pair is known as two.
func (d Desk) meet(tx *db.Tx, in sentIn) (out sentOut, err error) {
	session := in.check.session
	if out.Met, err = d.Field.WasMet(tx, session, in.check.key); err != nil || out.Met.Again {
		return out, err
	}
	near, err := d.Twins.Near(tx, session, in.set)
	if err != nil {
		return out, err
	}
	if out.Alike = slices.DeleteFunc(slices.Clone(near), func(l ganda.Likely) bool { return slices.Contains(in.apart, l.Business) }); len(out.Alike) > 0 {
		return out, nil
	}
	out.Met, err = d.Field.Meet(tx, session, field.Meeting{Key: in.check.key, Set: in.set, Stood: in.check.stood, Note: in.check.note, Made: in.check.made})
	for _, l := range near {
		if err == nil {
			err = d.Twins.Refuse(tx, session, ganda.Deciding{A: out.Met.Business, B: l.Business})
		}
	}
	return out, err
}

// lay lays a photo beside a check. One that is there already came before.
func (d Desk) lay(tx *db.Tx, in sentIn) error {
	_, err := d.Field.AddPhoto(tx, in.check.session, in.photo, in.check.photo)
	if f := fault.Of(err); f != nil && f.Key == "field.photo_late" {
		if old, _ := d.Field.PhotoOf(tx, in.check.session, in.photo); old == in.check.photo {
			return nil
		}
	}
	return err
}

func (d Desk) prepareSent(r *web.Request) (in sentIn, err error) {
	v := r.Values()
	if err := d.own(r); err != nil {
		return in, err
	}
	switch in.kind = v.Line("jenis", 10); in.kind {
	case sentNew:
		if in.check, err = readCheck(r); err != nil {
			return in, err
		}
		in.set = askedOf(v)
		for _, code := range v.All("lain", 20, 13) {
			if id, ok := d.ID(code); ok {
				in.apart = append(in.apart, id)
			}
		}
		in.check.stood.Place(in.set)
		return in, v.Err()
	case sentPhoto:
		return d.preparePhoto(r)
	}
	id, ok := d.ID(v.Line("usaha", 13))
	if err := v.Err(); err != nil || !ok {
		if err == nil {
			err = fault.New(fault.NotFound, "registry.no_business")
		}
		return in, err
	}
	if in.check, err = d.prepareCheck(r, id); err == nil && v.Line("dari", 10) == sentNew {
		in.check.more = askedOf(v)
		for _, f := range field.Corrects {
			delete(in.check.more, f) // they are in its set
		}
	}
	return in, err
}

// own refuses what a browser kept for another officer, who writes in their own name alone.
func (d Desk) own(r *web.Request) error {
	who := r.Values().Line("siapa", 13)
	if who == "" {
		return nil
	}
	return d.Field.DB.Read(r.Context(), func(tx *db.Tx) error {
		v, err := account.See(tx, r.Session())
		if err == nil && d.Code(v.Person) != who {
			err = fault.New(fault.Stranger, "account.stranger")
		}
		return err
	})
}

func (d Desk) preparePhoto(r *web.Request) (in sentIn, err error) {
	v := r.Values()
	in.kind, in.check.session = sentPhoto, r.Session()
	id, ok := d.ID(v.Line("periksa", 13))
	if !ok {
		return in, fault.New(fault.NotFound, "field.no_check")
	}
	in.photo = id
	var business db.ID
	err = d.Field.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		business, err = d.Field.BusinessOf(tx, in.check.session, id)
		return err
	})
	if err == nil {
		in.check.photo, err = d.receivePhoto(r, business)
	}
	if err == nil && in.check.photo == "" {
		err = fault.New(fault.Invalid, "field.no_photo").At("foto", "field.no_photo")
	}
	return in, err
}

// askedOf reads what was typed of a business as of a new one; what was not sent is not
// said.
func askedOf(v *web.Values) registry.Values {
	set := registry.Values{}
	for _, f := range field.Asks {
		text := ""
		switch f {
		case registry.KBLI:
			if text = strings.Join(v.All(string(f), 10, 20), " "); text != "" {
				text = strings.Replace(text+" ", " ", "* ", 1) // the first one is the main one
			}
		case registry.Subsectors:
			text = strings.Join(v.All(string(f), 17, 40), " ")
		case registry.Point, registry.AtHome, registry.StreetVendor:
		default:
			text = v.Lines(string(f), 2000)
		}
		if text != "" && v.Line("pilih_"+string(f), 5) != "buku" {
			set[f] = text
		}
	}
	set.SellsAt(v.Line("di", 10))
	for _, f := range []registry.Fact{registry.AtHome, registry.StreetVendor} {
		if v.Line("pilih_"+string(f), 5) == "buku" {
			delete(set, f)
		}
	}
	return set
}

func (d Desk) tell(tx *db.Tx, r *web.Request, in sentIn, out sentOut, bad *fault.Fault) (answer, error) {
	switch {
	case bad != nil:
		return refusal(r, bad), nil
	case len(out.Alike) > 0:
		return d.alike(tx, r, in, out.Alike)
	case out.Met.Business != 0:
		return d.metOne(tx, r, out.Met)
	case len(out.Done.Clashes) == 0:
		return answer{State: "simpan"}, nil
	}
	a := answer{State: "beda", Version: out.Done.Version}
	f := face{Lang: r.Lang, r: r}
	for _, c := range out.Done.Clashes {
		yours, there := c.Yours, c.There
		if c.Fact == registry.Opens {
			yours, there = hours(yours), hours(there)
		}
		if hidden(c.Fact) {
			there = r.Lang.T("fieldweb.away_sealed")
		}
		a.Clashes = append(a.Clashes, answerClash{string(c.Fact), r.Lang.T(c.Fact.Label()), yours, there, f.T("fieldweb.theirs", f.moment(c.At))})
	}
	return a, nil
}

// refusal says which fields are wrong, and why.
func refusal(r *web.Request, bad *fault.Fault) answer {
	a := answer{State: "tolak", Say: r.Lang.T(bad.Key, bad.Args...)}
	for _, f := range bad.Fields {
		why := r.Lang.T(f.Key, f.Args...)
		a.Say += " " + why
		a.Wrong = append(a.Wrong, [2]string{f.Name, why})
	}
	return a
}

// metOne says where the desk goes on with a draft.
func (d Desk) metOne(tx *db.Tx, r *web.Request, m field.Met) (answer, error) {
	b, err := registry.ByID(tx, m.Business)
	if err != nil {
		return answer{}, err
	}
	a := answer{State: "simpan", Page: r.Href("/petugas/usaha/" + d.Code(m.Business))}
	if m.Check != 0 {
		a.Check = d.Code(m.Check)
	}
	if b.Facts[registry.KBLI] == "" && b.Facts[registry.Kind] == registry.Usaha {
		a.Code = r.Href("/usaha/daftar/" + d.Code(m.Business) + "/kode")
	}
	return a, nil
}

// hidden are facts that no officer reads in passing: each is opened for a purpose.
func hidden(f registry.Fact) bool {
	return f.Private() || f == registry.Address || f == registry.Point
}
