package planweb

import (
	"context"
	"io"
	"slices"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/quantity"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// evidenceRowPage is one indicator with all that is attached to it.
type evidenceRowPage struct {
	evidenceAt
	x      plan.Indicated
	feeds  []plan.Feed
	all    []plan.Evidence
	words  map[db.ID][]plan.EvidenceWord
	files  map[db.ID][]blob.File
	sayers map[string]string // names by actor
	in     evidenceIn        // what was sent
	bad    *fault.Fault
	told   string
}

func (d Desk) evidenceRow(tx *db.Tx, r *web.Request) (web.Reply, error) {
	told, err := choice(r, "kabar", "pilih", "lepas", "lampir", "daftar", "berkas", "tarik", "sanggah", "putus")
	if err != nil {
		return web.Reply{}, err
	}
	return d.drawEvidenceRow(tx, r, evidenceRowPage{told: told})
}

func (d Desk) drawEvidenceRow(tx *db.Tx, r *web.Request, p evidenceRowPage) (web.Reply, error) {
	var err error
	if p.evidenceAt, err = d.evidenceAt(tx, r); err != nil {
		return web.Reply{}, err
	}
	if p.x, err = indicatorAt(p.desk, r.PathValue("row")); err != nil {
		return web.Reply{}, err
	}
	if err := p.read(tx); err != nil {
		return web.Reply{}, err
	}
	return web.Reply{Page: &web.Page{Title: p.x.Code + " " + p.T("plan.evidence"), Nav: "tugas", Body: evidenceRowBody(p)}}, nil
}

func (p *evidenceRowPage) read(tx *db.Tx) (err error) {
	if p.feeds, err = plan.Feeds(tx, p.x.Node, p.x.Seq); err != nil {
		return err
	}
	if p.all, err = plan.EvidenceOf(tx, p.x.Node, p.x.Seq, p.quarter()); err != nil {
		return err
	}
	if p.words, err = plan.EvidenceWords(tx, p.x.Node, p.x.Seq); err != nil {
		return err
	}
	ids := make([]db.ID, len(p.all))
	p.sayers = map[string]string{}
	for i, e := range p.all {
		ids[i] = e.ID
		if p.sayers[e.By], err = p.nameOf(tx, e.By); err != nil {
			return err
		}
		for _, w := range p.words[e.ID] {
			if p.sayers[w.By], err = p.nameOf(tx, w.By); err != nil {
				return err
			}
		}
	}
	p.files, err = plan.FilesOf(tx, ids)
	return err
}

func (p evidenceRowPage) here(below ...string) string {
	return p.href(append([]string{indicatorName(p.x)}, below...)...)
}

func (p evidenceRowPage) title() parts.Title {
	return parts.Title{Over: stops(p.desk.Office.Short, stops(p.x.Code, p.quarter().In(p.Tag()))), Title: p.x.Indicator, Lang: foreign(p.Lang), Small: true, Lead: plan.Calm(p.x.Name)}
}

// figures stand side by side: what the office says, and what lies under it.
func (p evidenceRowPage) figures() []parts.Figure {
	reported, unit := split(p.Lang, p.x.Reported, p.x.Unit)
	out := []parts.Figure{{Value: reported, Word: unit, Caption: p.T("plan.evidence_reported"), Tone: parts.Output, Note: p.T("plan.evidence_until", p.quarter())}}
	counted := parts.Figure{Value: p.T("plan.evidence_none"), Caption: p.T("plan.evidence")}
	if n := p.x.Counted(); n > 0 {
		counted.Caption = p.T("plan.evidence_counted")
		counted.Value, counted.Word = split(p.Lang, quantity.Of(n), p.x.Unit)
		counted.Note = p.T("plan.evidence_n_records", p.x.Records())
	}
	out = append(out, counted)
	if n := p.x.Disputed(); n > 0 {
		value, word := split(p.Lang, quantity.Of(n), p.x.Unit)
		out = append(out, parts.Figure{Value: value, Word: word, Caption: p.T("plan.evidence_disputed"), Tone: parts.Finding, Note: p.T("plan.evidence_disputed_note")})
	}
	return out
}

// note says what was just done.
func (p evidenceRowPage) note() (parts.Note, bool) {
	if p.told == "" {
		return parts.Note{}, false
	}
	return parts.Note{Kind: parts.Done, Level: 2, Title: p.T("plan.evidence_did_" + p.told), Alert: true}, true
}

// open tells whether the office chose a kind to attach by hand.
func (p evidenceRowPage) open(kind string) bool {
	return slices.ContainsFunc(p.feeds, func(f plan.Feed) bool { return f.Room == plan.PlanRoom && (kind == "" || f.Kind == kind) })
}

// takesNames tells whether a list of names can count.
func (p evidenceRowPage) takesNames() bool {
	return slices.ContainsFunc(p.feeds, func(f plan.Feed) bool { return f.Room == plan.PlanRoom && plan.ListKinds[f.Kind] })
}

var levelOf = map[string]parts.Level{plan.EvidenceStated: parts.Stated, plan.EvidenceDocument: parts.Document,
	plan.EvidenceVisited: parts.Visited, plan.EvidenceTraded: parts.Traded}

// proof is how well a piece of evidence is proven.
func (e evidenceAt) proof(x plan.Evidence) parts.Evidence {
	if x.State == plan.EvidenceDisputed {
		return parts.Evidence{Level: parts.Disputed}
	}
	return parts.Evidence{Level: levelOf[x.Level], Label: e.T("plan.evidence_level_" + x.Level)}
}

var evidenceStamps = map[string]parts.Kind{plan.EvidenceCounted: parts.Done, plan.EvidenceDisputed: parts.Waiting, plan.EvidenceWithdrawn: parts.Plain}

func (e evidenceAt) stamp(x plan.Evidence) parts.Stamp {
	return parts.Stamp{Kind: evidenceStamps[x.State], Label: e.T("plan.evidence_is_" + x.State)}
}

// about is a piece of evidence in one line.
func (p evidenceRowPage) about(x plan.Evidence) string {
	return stops(p.T("plan.evidence_kind_"+x.Kind), stops(amount(p.Lang, quantity.Of(x.Micro), p.x.Unit), x.Happened.In(p.Tag())))
}

// made says who attached it, and when.
func (p evidenceRowPage) made(x plan.Evidence) string {
	if x.Room != plan.PlanRoom {
		return p.T("plan.evidence_from_room", when(p.Lang, x.Made))
	}
	return p.T("plan.evidence_made", dashed(p.sayers[x.By]), when(p.Lang, x.Made))
}

func (p evidenceRowPage) said(x plan.Evidence, w plan.EvidenceWord) string {
	return p.T("plan.evidence_said_"+w.Act, dashed(p.sayers[w.By]), when(p.Lang, w.At))
}

// evidenceFile hands out a file to whoever may see it: to be saved, and kept by no
// cache on the way.
func (d Desk) evidenceFile(tx *db.Tx, r *web.Request) (web.Reply, error) {
	at, err := d.evidenceAt(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if _, err := indicatorAt(at.desk, r.PathValue("row")); err != nil {
		return web.Reply{}, err
	}
	id, ok := d.ID(r.PathValue("evidence"))
	if !ok {
		return web.Reply{}, fault.New(fault.NotFound, "plan.no_evidence")
	}
	f, err := plan.EvidenceFile(tx, r.Session(), id, r.PathValue("hash"))
	if err != nil {
		return web.Reply{}, err
	}
	return web.Reply{File: &web.File{Name: "dukung-" + f.Hash[:12] + f.Kind.End(), Type: f.Kind.Type(), Write: d.copyOf(r.Context(), f.Hash)}}, nil
}

func (d Desk) copyOf(ctx context.Context, hash string) func(io.Writer) error {
	return func(w io.Writer) error {
		content, err := d.Files.Store.Get(ctx, hash)
		if err != nil {
			return err
		}
		defer content.Close()
		_, err = io.Copy(w, content)
		return err
	}
}
