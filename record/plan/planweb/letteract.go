package planweb

import (
	"bytes"
	"context"
	"strconv"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
)

// letterIn is a form of the page of a letter.
type letterIn struct {
	session string
	quarter date.Quarter
	slug    string // "": the whole city
	step    string // one of letterNews
	letter  db.ID
	code    string
	paper   string
	how     string
	reason  string
	hash    string // of the signed file
	texts   plan.FormTexts
}

// signedPolicy says what a signed file may be.
var signedPolicy = blob.Policy{Kinds: []blob.Kind{blob.PDF}}

func (d Desk) doLetter() web.Form[letterIn, string] {
	return web.Form[letterIn, string]{
		Files:   map[string]int64{fileField: signedPolicy.Bytes()},
		Prepare: d.prepareLetter,
		Act:     actLetter,
		Draw: func(tx *db.Tx, r *web.Request, in letterIn, out string, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				to := letterPath(in.quarter, in.slug) + "?kabar=" + out
				if in.letter != 0 && in.step != "batal" {
					to += "&surat=" + in.code
				}
				return web.Reply{To: r.Href(to)}, nil
			}
			p, err := d.letterAt(tx, r)
			if err != nil {
				return web.Reply{}, err
			}
			if _, err := account.May(tx, in.session, in.right(), account.At{Office: p.office.ID}); err != nil {
				return web.Reply{}, err
			}
			p.typed, p.bad = in, bad
			return p.reply(), nil
		},
	}
}

// prepareLetter reads the form. A letter goes out here, because its file is made
// between two acts; a signed file is taken in last.
func (d Desk) prepareLetter(r *web.Request) (in letterIn, err error) {
	v := r.Values()
	in = letterIn{session: r.Session(), slug: r.PathValue("opd"), step: v.Line("langkah", 10), code: v.Line("surat", 20),
		paper: v.Line("paper", 4), how: v.Line("how", 20), reason: v.Line("reason", 500)}
	in.texts.Version, _ = strconv.Atoi(v.Line("version", 12)) // what is none is no version that anybody has seen
	for _, f := range formTextFields(&in.texts) {
		*f.text = v.Lines(f.name, 2000)
	}
	if in.quarter, err = quarterAt(r); err != nil {
		return in, err
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	err = d.DB.Read(r.Context(), func(tx *db.Tx) error { _, err := in.may(tx); return err })
	if err != nil {
		return in, err
	}
	if in.letter, err = d.letterID(in.code); err != nil {
		return in, err
	}
	switch in.step {
	case "terbit":
		err = d.sendOut(r.Context(), in)
	case "unggah":
		err = d.takeSigned(r, &in)
	}
	return in, err
}

// right is what the step asks for.
func (in letterIn) right() account.Right {
	switch in.step {
	case "publik", "tarik":
		return plan.MayReleaseForm
	case "teks":
		return plan.MayWriteForm
	}
	if in.slug == "" {
		return plan.MayIssueCityForm
	}
	return plan.MayIssueForm
}

// may finds the office, and whether the step is the sender's to do.
func (in letterIn) may(tx *db.Tx) (o plan.OPD, err error) {
	v, err := account.See(tx, in.session)
	if err != nil {
		return o, err
	}
	if in.slug != "" {
		o, err = plan.FindOPD(tx, in.quarter.Year, in.slug)
	}
	if err == nil {
		_, err = v.May(in.right(), account.At{Office: o.ID})
	}
	return o, err
}

func actLetter(tx *db.Tx, in letterIn) (string, error) {
	o, err := in.may(tx)
	if err == nil && in.letter != 0 {
		err = in.belongs(tx, o)
	}
	if err != nil {
		return "", err
	}
	switch in.step {
	case "terbit": // was done while the form was prepared
	case "unggah":
		err = plan.SignForm(tx, in.session, in.letter, in.hash, in.how)
	case "batal":
		err = plan.VoidForm(tx, in.session, in.letter, in.reason)
	case "ganti":
		err = plan.UnsignForm(tx, in.session, in.letter, in.reason)
	case "publik", "tarik":
		err = plan.ReleaseForm(tx, in.session, in.letter, in.step == "publik")
	case "teks":
		err = plan.WriteFormTexts(tx, in.session, in.quarter, o.ID, in.texts)
	default:
		err = fault.New(fault.Invalid, "plan.bad_choice", "langkah", clip(in.step))
	}
	return in.step, err
}

// belongs tells whether the letter is one of those of this page.
func (in letterIn) belongs(tx *db.Tx, o plan.OPD) error {
	all, err := plan.FormLetters(tx, in.quarter, o.ID)
	for _, l := range all {
		if l.ID == in.letter {
			return err
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "letter.no_letter")
	}
	return err
}

// sendOut gives a form its number, makes its file and keeps that. Sent twice by
// one person, or cut off between, it is done once and carried on.
func (d Desk) sendOut(ctx context.Context, in letterIn) error {
	var l plan.FormLetter
	var office plan.OPD
	err := d.DB.Write(ctx, func(tx *db.Tx) (err error) {
		if office, err = in.may(tx); err != nil {
			return err
		}
		if l, err = begun(tx, in, office); err != nil || l.ID != 0 {
			return err
		}
		series, format := d.Form.Numbering(office, date.DayOf(tx.Now()).Year)
		l, err = plan.IssueForm(tx, in.session, plan.FormIssue{Quarter: in.quarter, Office: office.ID, Paper: in.paper, Series: series, Format: format})
		return err
	})
	if err != nil || l.Sum != "" {
		return err
	}
	var b bytes.Buffer
	err = d.DB.Read(ctx, func(tx *db.Tx) error {
		f, err := d.numbered(tx, l, office)
		if err == nil {
			b.Reset()
			err = d.Press.Do(func() error { return f.Write(&b, l.Paper) })
		}
		return err
	})
	if err != nil {
		return err
	}
	f, err := d.Files.Receive(ctx, blob.Sent{Name: "e81.pdf", Type: blob.PDF.Type(), Content: &b}, signedPolicy)
	if err != nil {
		return err
	}
	return d.DB.Write(ctx, func(tx *db.Tx) error { return plan.FixForm(tx, in.session, l.ID, f.Hash) })
}

// begun finds the letter of the revision that would go out when its file is not
// made yet, or when the same person has just sent it out; else there is none.
func begun(tx *db.Tx, in letterIn, office plan.OPD) (plan.FormLetter, error) {
	revision, err := plan.FormRevision(tx, in.quarter, office.ID)
	if err != nil {
		return plan.FormLetter{}, err
	}
	who, err := account.May(tx, in.session, in.right(), account.At{Office: office.ID})
	if err != nil {
		return plan.FormLetter{}, err
	}
	all, err := plan.FormLetters(tx, in.quarter, office.ID)
	for _, l := range all {
		if l.Stands() && l.Revision == revision && (l.Sum == "" || l.By == who.Actor()) {
			return l, err
		}
	}
	return plan.FormLetter{}, err
}

// takeSigned takes the signed file in, when all else is right.
func (d Desk) takeSigned(r *web.Request, in *letterIn) error {
	f := fault.New(fault.Invalid, "plan.form_letter_invalid")
	if in.how == "" {
		f.At("how", "plan.letter_how_none")
	}
	up, came := r.Upload(fileField)
	if !came {
		f.At(fileField, "plan.letter_file_none")
	}
	if len(f.Fields) > 0 {
		if came {
			f.At(fileField, "plan.letter_file_again")
		}
		return f
	}
	got, err := d.Files.Receive(r.Context(), blob.Sent{Name: up.Name, Type: up.Type, Content: up.Content()}, signedPolicy)
	if no := fault.Of(err); no != nil {
		return fault.New(no.Kind, "plan.form_letter_invalid").At(fileField, no.Key, no.Args...).Because(no.Unwrap())
	}
	in.hash = got.Hash
	return err
}
