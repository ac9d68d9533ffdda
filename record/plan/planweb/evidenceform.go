package planweb

import (
	"bytes"
	"io"
	"slices"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/e81"
)

// The form's fields for files.
const (
	evidencePaper = "berkas"
	evidenceExtra = "extra_file"
	namesTable    = "names_file"
)

// evidenceIn is a step on the evidence of an indicator.
type evidenceIn struct {
	session  string
	quarter  date.Quarter
	slug     string
	row      string
	step     string // langkah
	typed    map[string]string
	evidence db.ID // on which it is taken
	x        plan.Indicated
	day      date.Day
	micro    int64
	file     string
	list     db.ID // that was staged
}

// evidenceOut is what came of it: a list to look at, or nothing more to say.
type evidenceOut struct {
	List db.ID
}

// evidenceRights are the steps, each with its right.
var evidenceRights = map[string]account.Right{"pilih": plan.MayAttach, "lepas": plan.MayAttach, "lampir": plan.MayAttach, "daftar": plan.MayAttach,
	"berkas": plan.MayAttach, "tarik": plan.MayAttach, "sanggah": plan.MayDispute, "putus": plan.MayDispute}

func (d Desk) evidenceForm() web.Form[evidenceIn, evidenceOut] {
	return web.Form[evidenceIn, evidenceOut]{
		Bytes:   1 << 20,
		Files:   map[string]int64{evidencePaper: blob.Printed.Bytes(), evidenceExtra: blob.Printed.Bytes(), namesTable: uploadLimits.Bytes},
		Prepare: d.prepareEvidence,
		Act:     d.actEvidence,
		Draw: func(tx *db.Tx, r *web.Request, in evidenceIn, out evidenceOut, bad *fault.Fault) (web.Reply, error) {
			at := roundPath(in.quarter, in.slug, "dukung", in.row)
			switch {
			case bad == nil && out.List != 0:
				return web.Reply{To: r.Href(at + "/daftar/" + d.Code(out.List))}, nil
			case bad == nil:
				return web.Reply{To: r.Href(at + "?kabar=" + in.step)}, nil
			case bad.Kind == fault.Stranger || bad.Kind == fault.Denied || bad.Kind == fault.NotFound:
				return web.Reply{}, bad
			}
			return d.drawEvidenceRow(tx, r, evidenceRowPage{in: in, bad: in.renamed(bad, d.Code)})
		},
	}
}

// evidenceLines are the form's fields of one line.
var evidenceLines = []string{"feed", "kind", "quantity", "happened", "title", "list_kind", "list_happened", "list_title", "evidence", "putusan"}

func (d Desk) prepareEvidence(r *web.Request) (in evidenceIn, err error) {
	v := r.Values()
	in = evidenceIn{session: r.Session(), slug: r.PathValue("opd"), row: r.PathValue("row"), step: v.Line("langkah", 10), typed: map[string]string{}}
	for _, name := range evidenceLines {
		in.typed[name] = v.Line(name, 200)
	}
	in.evidence, _ = d.ID(in.typed["evidence"]) // 0 is no evidence: the act says so
	in.typed["sentence"] = v.Lines("sentence-"+in.step+"-"+in.typed["evidence"], 500)
	if in.quarter, err = quarterAt(r); err != nil {
		return in, err
	}
	if err := d.DB.Read(r.Context(), func(tx *db.Tx) error { return in.find(tx) }); err != nil {
		return in, err
	}
	if err := v.Err(); err != nil {
		return in, err
	}
	switch in.step {
	case "lampir":
		return d.prepareAttach(r, in)
	case "daftar":
		return d.prepareNames(r, in)
	case "berkas":
		in.file, err = d.receivePaper(r, evidenceExtra)
		if err == nil && in.file == "" {
			err = fault.New(fault.Invalid, "plan.evidence_invalid").At(evidenceExtra, "plan.evidence_no_file")
		}
	}
	return in, err
}

// find asks for the right before anything else is said of the form.
func (in *evidenceIn) find(tx *db.Tx) error {
	v, err := account.See(tx, in.session)
	if err != nil {
		return err
	}
	office, err := plan.FindOPD(tx, in.quarter.Year, in.slug)
	if err != nil {
		return err
	}
	right, known := evidenceRights[in.step]
	if !known {
		right = plan.MaySeeEvidence
	}
	if _, err := v.May(right, account.At{Office: office.ID}); err != nil {
		return err
	}
	if !known {
		return fault.New(fault.Invalid, "plan.evidence_no_step")
	}
	desk, err := plan.EvidenceDeskOf(tx, in.session, in.quarter, office)
	if err != nil {
		return err
	}
	in.x, err = indicatorAt(desk, in.row)
	return err
}

func (d Desk) prepareAttach(r *web.Request, in evidenceIn) (evidenceIn, error) {
	in.day = dayIn(r.Values(), "happened")
	q, how := e81.TypedQuantity(in.typed["quantity"])
	if !how.Good() {
		return in, fault.New(fault.Invalid, "plan.evidence_invalid").At("quantity", how.Key, how.Args...)
	}
	in.micro = q.Micro
	err := d.DB.Read(r.Context(), func(tx *db.Tx) error { return plan.CheckAttach(tx, in.attaching()) })
	if err != nil {
		return in, err
	}
	in.file, err = d.receivePaper(r, evidencePaper)
	return in, err
}

func (in evidenceIn) attaching() plan.Attaching {
	return plan.Attaching{Node: in.x.Node, Seq: in.x.Seq, Until: in.quarter, Kind: in.typed["kind"], Micro: in.micro, Happened: in.day,
		Title: in.typed["title"], File: in.file}
}

// receivePaper takes in the file of a field; "" when none came.
func (d Desk) receivePaper(r *web.Request, field string) (string, error) {
	up, ok := r.Upload(field)
	if !ok {
		return "", nil
	}
	f, err := d.Files.Receive(r.Context(), blob.Sent{Name: up.Name, Type: up.Type, Content: up.Content()}, blob.Printed)
	if no := fault.Of(err); no != nil {
		return "", fault.New(no.Kind, "plan.evidence_invalid").At(field, no.Key, no.Args...).Because(no.Unwrap())
	}
	return f.Hash, err
}

func (in evidenceIn) ask() plan.ListAsk {
	return plan.ListAsk{Node: in.x.Node, Seq: in.x.Seq, Until: in.quarter, Kind: in.typed["list_kind"], Happened: in.day, Title: in.typed["list_title"]}
}

// prepareNames reads a list and stages it: nothing counts before somebody has
// looked at it.
func (d Desk) prepareNames(r *web.Request, in evidenceIn) (evidenceIn, error) {
	in.day = dayIn(r.Values(), "list_happened")
	err := d.DB.Read(r.Context(), func(tx *db.Tx) error { _, err := plan.CheckList(tx, in.session, in.ask()); return err })
	if err != nil {
		return in, err
	}
	rows := plan.PastedRows(r.PostForm.Get("names")) // as it came: tabs part the cells
	if up, ok := r.Upload(namesTable); ok {
		raw, err := io.ReadAll(up.Content())
		if err != nil {
			return in, err
		}
		table, err := namesOf(up.Name, bytes.NewReader(raw), int64(len(raw)))
		if no := fault.Of(err); no != nil {
			return in, fault.New(no.Kind, "plan.evidence_invalid").At(namesTable, no.Key, no.Args...)
		}
		if err != nil {
			return in, err
		}
		rows = table
	}
	in.list, err = d.roll().StageList(r.Context(), d.DB, in.session, in.ask(), plan.ReadNames(rows))
	return in, err
}

func (d Desk) actEvidence(tx *db.Tx, in evidenceIn) (out evidenceOut, err error) {
	if err := in.find(tx); err != nil {
		return out, err
	}
	feed := plan.Feed{Node: in.x.Node, Seq: in.x.Seq, Kind: in.typed["feed"]}
	switch in.step {
	case "pilih":
		err = plan.Support(tx, in.session, feed)
	case "lepas":
		err = plan.Unsupport(tx, in.session, feed)
	case "lampir":
		_, err = plan.Attach(tx, in.session, in.attaching())
	case "daftar":
		out.List = in.list
	case "berkas":
		err = plan.AddFile(tx, in.session, in.evidence, in.file)
	case "tarik":
		err = plan.Withdraw(tx, in.session, in.evidence, in.typed["sentence"])
	case "sanggah":
		err = plan.Dispute(tx, in.session, in.evidence, in.typed["sentence"])
	case "putus":
		err = in.settle(tx)
	}
	return out, err
}

func (in evidenceIn) settle(tx *db.Tx) error {
	if !slices.Contains([]string{"sah", "keluar"}, in.typed["putusan"]) {
		return fault.New(fault.Invalid, "plan.evidence_no_step")
	}
	return plan.Settle(tx, in.session, in.evidence, in.typed["putusan"] == "keluar", in.typed["sentence"])
}

// renamed calls what is wrong by the names of the fields on the page, where a
// field of the same meaning stands in several forms.
func (in evidenceIn) renamed(bad *fault.Fault, code func(db.ID) string) *fault.Fault {
	names := map[string]map[string]string{
		"pilih":  {"kind": "feed"},
		"lampir": {"file": evidencePaper},
		"daftar": {"kind": "list_kind", "happened": "list_happened", "title": "list_title"},
	}[in.step]
	out := fault.New(bad.Kind, bad.Key, bad.Args...)
	for _, f := range bad.Fields {
		name := f.Name
		if to := names[name]; to != "" {
			name = to
		}
		if name == "sentence" {
			name = "sentence-" + in.step + "-" + code(in.evidence)
		}
		out.At(name, f.Key, f.Args...)
	}
	return out
}
