package planweb

import (
	"bytes"
	"io"
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
)

// followUpPage is what an office is asked to do, with all that was said.
type followUpPage struct {
	visit
	code  func(db.ID) string
	f     plan.FollowUp
	said  []toldBy
	typed string
	bad   *fault.Fault
	done  bool
}

func (d Desk) followUp(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawFollowUp(tx, r, followUpPage{})
}

func (d Desk) drawFollowUp(tx *db.Tx, r *web.Request, p followUpPage) (web.Reply, error) {
	var err error
	if p.visit, err = d.visitOf(tx, r); err != nil {
		return web.Reply{}, err
	}
	p.code = d.Code
	sample, ok := d.ID(r.PathValue("id"))
	id, ok2 := d.ID(r.PathValue("followup"))
	none := fault.New(fault.NotFound, "plan.followup_none")
	if !ok || !ok2 || sample == 0 {
		return web.Reply{}, none
	}
	all, err := plan.FollowUps(tx, p.viewer, sample)
	if err != nil {
		return web.Reply{}, err
	}
	i := slices.IndexFunc(all, func(f plan.FollowUp) bool { return f.ID == id })
	if i < 0 {
		return web.Reply{}, none
	}
	p.f = all[i]
	if p.bad == nil {
		news, err := choice(r, "kabar", "tersimpan")
		if err != nil {
			return web.Reply{}, err
		}
		p.done = news != ""
	}
	for _, w := range p.f.Words {
		name, err := p.nameOf(tx, w.By)
		if err != nil {
			return web.Reply{}, err
		}
		p.said = append(p.said, toldBy{w.Sentence, p.T("planweb.followup_line", p.T("planweb.followup_act_"+w.Act), name, when(p.Lang, w.At))})
	}
	return web.Reply{Page: &web.Page{Title: p.T("planweb.followup_title"), Nav: "tugas", Body: followUpBody(p)}}, nil
}

func (p followUpPage) head() parts.Title {
	return parts.Title{Over: stops(p.f.Short, p.f.Code), Title: plan.Calm(p.f.Name), Lang: foreign(p.Lang), Small: true,
		Lead: p.T("planweb.followup_until", p.f.Due), Stamps: []parts.Stamp{p.followUpStamp(p.f)}}
}

func (p followUpPage) way() []parts.Link {
	return p.fromTasks(parts.Link{Label: p.T("planweb.sample_title"), Href: p.r.Href("/inspeksi")}, parts.Link{Label: p.T("planweb.sample_one"), Href: p.r.Href("/inspeksi/" + p.code(p.f.Sample))}, parts.Link{Label: p.T("planweb.followup_title")})
}

// acts are the steps that the viewer may take now.
func (p followUpPage) acts() []string {
	switch {
	case p.f.State == plan.FollowUpOpen && p.viewer.Can(plan.MayAnswerFollowUp, account.At{Office: p.f.Office}):
		return []string{"answered"}
	case !p.mayInspect():
		return nil
	case p.f.State == plan.FollowUpOpen:
		return []string{"closed"}
	case p.f.State == plan.FollowUpAnswered:
		return []string{"closed", "returned"}
	}
	return []string{"reopened"}
}

func (p followUpPage) button(i int, act string) parts.Button {
	b := parts.Button{Label: p.T("planweb.followup_do_" + act), Name: "act", Value: act, Look: parts.Outline}
	if i == 0 {
		b.Look = parts.Lead
	}
	return b
}

func (p followUpPage) sentence() parts.Field {
	return parts.Field{Name: "sentence", Label: p.T("planweb.followup_sentence"), Help: p.T("planweb.followup_sentence_help"), Value: p.typed, Max: 1000, Fault: p.bad}
}

// followIn is a step on its way in.
type followIn struct {
	session string
	id      db.ID
	move    plan.FollowUpMove
}

func (d Desk) moveFollowUp() web.Form[followIn, db.ID] {
	return web.Form[followIn, db.ID]{
		Prepare: func(r *web.Request) (followIn, error) {
			v := r.Values()
			in := followIn{session: r.Session(), move: plan.FollowUpMove{Act: v.Line("act", 20), Sentence: v.Lines("sentence", 1000)}}
			in.id, _ = d.ID(r.PathValue("followup"))                             // 0 is none
			in.move.Version, _ = strconv.ParseInt(v.Line("version", 20), 10, 64) // 0 is no version
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in followIn) (db.ID, error) { return plan.MoveFollowUp(tx, in.session, in.id, in.move) },
		Draw: func(tx *db.Tx, r *web.Request, in followIn, _ db.ID, bad *fault.Fault) (web.Reply, error) {
			switch {
			case bad == nil:
				return web.Reply{To: r.Href(r.URL.EscapedPath() + "?kabar=tersimpan")}, nil
			case bad.Kind != fault.Invalid && bad.Kind != fault.Conflict:
				return web.Reply{}, bad
			}
			return d.drawFollowUp(tx, r, followUpPage{typed: in.move.Sentence, bad: bad})
		},
	}
}

// paperIn is a working paper that comes back.
type paperIn struct {
	session string
	sample  db.ID
	papers  []plan.Paper
}

func (d Desk) takePaper() web.Form[paperIn, plan.PaperTaken] {
	return web.Form[paperIn, plan.PaperTaken]{
		Files:   map[string]int64{paperPart: mostPaper},
		Prepare: d.preparePaper,
		Act: func(tx *db.Tx, in paperIn) (plan.PaperTaken, error) {
			taken, err := plan.TakePaper(tx, in.session, in.sample, in.papers)
			return taken, atFile(err, "plan.paper_refused")
		},
		Draw: func(tx *db.Tx, r *web.Request, in paperIn, taken plan.PaperTaken, bad *fault.Fault) (web.Reply, error) {
			to := "/inspeksi/" + r.PathValue("id")
			switch {
			case bad == nil && taken == (plan.PaperTaken{}):
				return web.Reply{To: r.Href(to + "?kabar=tetap")}, nil
			case bad == nil:
				return web.Reply{To: r.Href(to + "?kabar=kertas&baris=" + strconv.Itoa(taken.Rows) + "&tindak=" + strconv.Itoa(taken.FollowUps))}, nil
			}
			if _, told := bad.Field(paperPart); !told {
				return web.Reply{}, bad
			}
			p, err := d.sampleAt(tx, r)
			if err != nil {
				return web.Reply{}, err
			}
			p.bad = bad
			return p.draw(), nil
		},
	}
}

// mostPaper is how large a working paper may be.
const mostPaper = 2 << 20

func (d Desk) preparePaper(r *web.Request) (paperIn, error) {
	in := paperIn{session: r.Session()}
	in.sample, _ = d.ID(r.PathValue("id")) // 0 is none
	err := d.DB.Read(r.Context(), func(tx *db.Tx) error {
		_, err := account.May(tx, in.session, plan.MayInspect, account.At{})
		return err
	})
	if err != nil {
		return in, err
	}
	if _, ok := r.Upload(paperPart); !ok {
		return in, atFile(fault.New(fault.Invalid, "plan.reconcile_no_file"), "plan.paper_refused")
	}
	in.papers, err = d.papersIn(r)
	return in, atFile(err, "plan.paper_refused")
}

func (d Desk) papersIn(r *web.Request) ([]plan.Paper, error) {
	up, _ := r.Upload(paperPart)
	raw, err := io.ReadAll(up.Content())
	if err != nil {
		return nil, err
	}
	book, err := sheet.Open(up.Name, bytes.NewReader(raw), int64(len(raw)), sheet.Limits{Bytes: mostPaper, Rows: 5_000, Columns: 100})
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var heads [][]sheet.Column
	words := map[string]string{"": ""}
	for _, tag := range lang.All { // a paper may come back to a page in another language
		l := d.Words.In(tag)
		heads = append(heads, append(paperFacts(l)[:2:2], paperBlank(l)...))
		for _, c := range plan.Conclusions {
			words[plan.Fold(conclusion(l, c))] = c
		}
	}
	return plan.ReadPaper(book, heads, r.PathValue("id"), func(word string) (string, bool) {
		c, ok := words[plan.Fold(word)]
		return c, ok
	})
}
