package planweb

import (
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/plan"
)

// startIn begins a desk.
type startIn struct {
	cellsIn
	empty bool
}

func (d Desk) startSheet() web.Form[startIn, struct{}] {
	return web.Form[startIn, struct{}]{
		Prepare: func(r *web.Request) (startIn, error) {
			in, err := d.cellsFrom(r)
			v := r.Values()
			how := v.Line("isi", 10)
			if how != "lanjut" && how != "kosong" {
				v.Wrong("isi", "planweb.begin_choose")
			}
			if err == nil {
				err = v.Err()
			}
			return startIn{in, how == "kosong"}, err
		},
		Act: func(tx *db.Tx, in startIn) (struct{}, error) {
			id, err := d.roundAndOffice(tx, in.cellsIn)
			if err == nil {
				_, err = plan.StartSubmission(tx, in.session, plan.Start{Round: id.round, Office: id.office, Empty: in.empty})
			}
			return struct{}{}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, _ startIn, _ struct{}, no *fault.Fault) (web.Reply, error) {
			return d.backOr(tx, r, no)
		},
	}
}

// backOr leads back to the desk, or shows it with what was refused.
func (d Desk) backOr(tx *db.Tx, r *web.Request, no *fault.Fault) (web.Reply, error) {
	p, err := d.pageOf(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	if no == nil {
		return web.Reply{To: p.href("")}, nil
	}
	p.bad = no
	return p.draw(), nil
}

// explainIn answers a finding.
type explainIn struct {
	cellsIn
	finding, sentence string
	script            bool
}

func (d Desk) explainFinding() web.Form[explainIn, struct{}] {
	return web.Form[explainIn, struct{}]{
		Prepare: func(r *web.Request) (explainIn, error) {
			in, err := d.cellsFrom(r)
			v := r.Values()
			out := explainIn{in, v.Line("temuan", 40), v.Lines("kalimat", 2000), v.Line("data", 1) == "1"}
			if err == nil {
				err = v.Err()
			}
			return out, err
		},
		Act: func(tx *db.Tx, in explainIn) (struct{}, error) {
			id, err := d.submission(tx, in.cellsIn)
			if err == nil {
				err = plan.Explain(tx, in.session, d.Rules, plan.Explaining{Submission: id, Finding: in.finding, Sentence: in.sentence})
			}
			return struct{}{}, err
		},
		Draw: d.drawExplained,
	}
}

func (d Desk) drawExplained(tx *db.Tx, r *web.Request, in explainIn, _ struct{}, no *fault.Fault) (web.Reply, error) {
	if !in.script {
		reply, err := d.backOr(tx, r, nil)
		if err != nil || no == nil {
			return reply, err
		}
		p, err := d.pageOf(tx, r)
		p.bad, p.asked, p.typed = no, in.finding, in.sentence
		p.show(in.finding)
		return p.draw(), err
	}
	if no != nil {
		return web.Reply{Data: refusedData{said(r, no)}}, nil
	}
	s, err := d.judged(tx, r)
	if err != nil {
		return web.Reply{}, err
	}
	data := cellsData{Count: s.counted(), At: clock(tx), Cells: []cellData{}}
	for _, f := range s.checked.Findings {
		if f.Key == in.finding {
			data.Notes = s.noted([]db.ID{f.Line})
		}
	}
	return web.Reply{Data: data}, nil
}

// show turns the page to the line of a finding.
func (p *sheetPage) show(finding string) {
	for _, f := range p.checked.Findings {
		if f.Key == finding {
			p.one = f.Line
		}
	}
}
