package planweb

import (
	"bytes"
	"context"
	"io"
	"strconv"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/form"
)

// letterPage is form E.81 as a letter: of an office, or of the whole city.
type letterPage struct {
	visit
	round    plan.Round
	office   plan.OPD   // zero: the whole city
	state    plan.State // of the office's submission
	open     int        // offices that are not locked, for the city
	out      bool       // something of this quarter is published
	revision int        // that would go out now; 0: none, for blocked says why
	blocked  *fault.Fault
	letters  []plan.FormLetter
	one      plan.FormLetter // that the page is about; zero: none
	back     letters.Back    // its signed file; zero: none
	texts    plan.FormTexts  // of the city
	code     func(db.ID) string
	told     string
	typed    letterIn
	bad      *fault.Fault
	by       map[string]string // names of who did something
}

// letterNews are what a form of the page can have done.
var letterNews = []string{"terbit", "unggah", "batal", "ganti", "publik", "tarik", "teks"}

// letterFiles are what can be downloaded of a letter.
var letterFiles = []string{"asli", "bertanda", "xlsx", "a3", "f4", "disposisi"}

func (d Desk) letterShow(tx *db.Tx, r *web.Request) (web.Reply, error) {
	p, err := d.letterAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	what, err := choice(r, "unduh", letterFiles...)
	if err != nil {
		return web.Reply{}, err
	}
	if what != "" {
		return d.letterFile(tx, p, what)
	}
	if p.told, err = choice(r, "kabar", letterNews...); err != nil {
		return web.Reply{}, err
	}
	return p.reply(), nil
}

func (p letterPage) reply() web.Reply {
	return web.Reply{Page: &web.Page{Title: p.title().Title, Nav: "tugas", Body: letterBody(p)}}
}

// letterAt reads the letters that an address names, for whoever may look at them.
func (d Desk) letterAt(tx *db.Tx, r *web.Request) (letterPage, error) {
	p := letterPage{code: d.Code, by: map[string]string{}}
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return p, err
	}
	q, err := quarterAt(r)
	if err != nil {
		return p, err
	}
	if r.PathValue("opd") != "" {
		if p.office, err = roundOffice(tx, r, q); err != nil {
			return p, err
		}
	}
	if _, err = p.viewer.May(plan.MayWatch, account.At{Office: p.office.ID}); err != nil {
		return p, err
	}
	if p.round, err = roundAt(tx, r); err != nil {
		return p, err
	}
	id, err := d.letterID(r.Values().Line("surat", 20))
	if err == nil {
		err = p.read(tx, id)
	}
	return p, err
}

// letterID reads the code of a letter; none is 0.
func (d Desk) letterID(code string) (db.ID, error) {
	id, known := d.ID(code)
	if code != "" && !known {
		return 0, fault.New(fault.NotFound, "letter.no_letter")
	}
	return id, nil
}

func (p *letterPage) read(tx *db.Tx, asked db.ID) (err error) {
	q := p.round.Quarter
	if _, p.out, err = plan.At(tx, q, 0); err != nil {
		return err
	}
	p.revision, err = plan.FormRevision(tx, q, p.office.ID)
	if p.blocked = fault.Of(err); err != nil && (p.blocked == nil || p.blocked.Kind != fault.Conflict) {
		return err
	}
	if p.blocked != nil {
		p.revision = 0
	}
	if p.letters, err = plan.FormLetters(tx, q, p.office.ID); err != nil {
		return err
	}
	if p.office.ID == 0 {
		err = p.readCity(tx)
	} else {
		var s plan.Submission
		s, _, err = plan.SubmissionOf(tx, p.round.ID, p.office.ID)
		p.state = s.State
	}
	if err != nil {
		return err
	}
	for _, l := range p.letters {
		if l.ID == asked || asked == 0 && p.one.ID == 0 && l.Stands() && (l.Revision == p.revision || p.revision == 0) {
			p.one = l
		}
	}
	if asked != 0 && p.one.ID != asked {
		return fault.New(fault.NotFound, "letter.no_letter")
	}
	if p.back, _, err = plan.SignedFile(tx, p.one); err != nil {
		return err
	}
	for _, actor := range []string{p.one.By, p.back.By} {
		if p.by[actor], err = p.nameOf(tx, actor); err != nil {
			return err
		}
	}
	return nil
}

// readCity reads what only the city's letter has.
func (p *letterPage) readCity(tx *db.Tx) error {
	all, err := plan.Submissions(tx, p.round.ID)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.State != plan.Terkunci {
			p.open++
		}
	}
	p.texts, err = plan.DraftFormTexts(tx, p.round.Quarter, 0)
	return err
}

// letterFile hands a file of the letter out.
func (d Desk) letterFile(tx *db.Tx, p letterPage, what string) (web.Reply, error) {
	l := p.one
	name := "e81-" + strconv.Itoa(l.Quarter.Year) + "-tw" + strconv.Itoa(l.Quarter.N) + "-" + p.slug("kota") + "-" + strconv.FormatInt(l.Number.N, 10)
	switch {
	case l.ID == 0:
		return web.Reply{}, fault.New(fault.NotFound, "letter.no_letter")
	case what == "bertanda" && p.back.Hash != "":
		return d.keptFile(p.back.Hash, name+"-bertanda-tangan.pdf"), nil
	case what == "asli" && l.File != "":
		return d.keptFile(l.File, name+".pdf"), nil
	case what == "bertanda" || what == "asli":
		return web.Reply{}, fault.New(fault.NotFound, "letter.no_letter")
	}
	f, err := d.numbered(tx, l, p.office)
	if err != nil {
		return web.Reply{}, err
	}
	if what == "disposisi" {
		return d.pressed(name+"-disposisi.pdf", "application/pdf", f.Slip), nil
	}
	for _, k := range form.Kinds {
		if k.Key == what {
			return d.formFile(f, k, name), nil
		}
	}
	return web.Reply{}, fault.New(fault.NotFound, "letter.no_letter")
}

// keptFile serves a PDF out of the store.
func (d Desk) keptFile(hash, name string) web.Reply {
	return web.Reply{Content: &web.Content{Name: name, Type: blob.PDF.Type(), Tag: hash,
		Open: func(ctx context.Context) (io.ReadSeekCloser, error) { return d.Files.Store.Get(ctx, hash) }}}
}

// pressed makes a file on the press, whole, before its first byte is sent.
func (d Desk) pressed(name, kind string, write func(io.Writer) error) web.Reply {
	return web.Reply{File: &web.File{Name: name, Type: kind, Write: func(w io.Writer) error {
		var b bytes.Buffer
		if err := d.Press.Do(func() error { return write(&b) }); err != nil {
			return err
		}
		_, err := b.WriteTo(w)
		return err
	}}}
}

// numbered is the form of a letter, with its number.
func (d Desk) numbered(tx *db.Tx, l plan.FormLetter, office plan.OPD) (form.Form, error) {
	v, found, err := plan.At(tx, l.Quarter, l.Revision)
	if err == nil && !found {
		err = fault.New(fault.NotFound, "plan.no_revision", l.Revision)
	}
	if err != nil {
		return form.Form{}, err
	}
	var f form.Form
	if office.ID == 0 {
		f, err = d.Form.Whole(tx, v)
	} else {
		f, err = d.Form.Of(tx, v, office)
	}
	return f.Issued(l.Number.Text, l.Issued), err
}

// slug is the office's, or another word for the whole city.
func (p letterPage) slug(city string) string {
	if p.office.ID == 0 {
		return city
	}
	return p.office.Slug
}

// letterPath is the address of the letters of an office; "" is the whole city.
func letterPath(q date.Quarter, slug string) string {
	if slug == "" {
		return roundPath(q, "surat")
	}
	return roundPath(q, slug, "surat")
}
