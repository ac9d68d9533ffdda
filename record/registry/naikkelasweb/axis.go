package naikkelasweb

import (
	"slices"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/naikkelas"
)

// axisOne is the questions of one axis.
type axisOne struct {
	own
	axis  naikkelas.AxisScore
	at    int // from 1
	typed map[string]string
	level string
	bad   *fault.Fault
}

func (d Door) axisPage(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.drawAxis(tx, r, axisOne{})
}

func (d Door) drawAxis(tx *db.Tx, r *web.Request, p axisOne) (web.Reply, error) {
	p.own = own{Lang: r.Lang, r: r, code: r.PathValue("code")}
	id, err := d.find(tx, r.Session(), p.code)
	if err != nil {
		return web.Reply{}, err
	}
	if p.stand, err = d.Desk.Look(tx, r.Session(), id); err != nil {
		return web.Reply{}, err
	}
	var found bool
	if p.axis, found = p.stand.Score.Axis(r.PathValue("axis")); !found {
		return web.Reply{}, fault.New(fault.NotFound, "naikkelas.no_axis")
	}
	p.at = 1 + slices.IndexFunc(p.stand.Score.Axes, func(a naikkelas.AxisScore) bool { return a.Axis.Code == p.axis.Axis.Code })
	return web.Reply{Page: &web.Page{Title: p.T("naikkelasweb.axis_title", p.axis.Axis.Name, p.name()), Nav: "usaha-saya", Body: axisBody(p)}}, nil
}

// beside is the axis before or behind this one; "" at the ends.
func (p axisOne) beside(by int) string {
	if i := p.at - 1 + by; i >= 0 && i < len(p.stand.Score.Axes) {
		return p.stand.Score.Axes[i].Axis.Code
	}
	return ""
}

// asks reports a question that is asked here: the register has no better answer.
func asks(q naikkelas.QuestionScore) bool {
	return q.Question.Asked && (q.Known.By == "" || q.Known.By == "answer")
}

// officer reports that somebody of the city looks.
func (p axisOne) officer() bool { return p.stand.View.As == registry.Officer }

// changes reports a business that may be answered for.
func (p axisOne) changes() bool { return p.stand.View.State.Stands() == nil }

func (p axisOne) choice(q naikkelas.QuestionScore) parts.Choice {
	value := q.Known.Value
	if typed, sent := p.typed[q.Question.Code]; sent {
		value = typed
	}
	c := parts.Choice{Field: parts.Field{Name: q.Question.Code, Label: p.Show(q.Question.Ask), Help: p.known(q), Value: value, Fault: p.bad, Optional: true}}
	for _, x := range q.Question.Choices {
		c.Options = append(c.Options, parts.Option{Value: x.Code, Label: p.T(naikkelas.ValueWord(x.Code))})
	}
	return c
}

// known says how well an answer is known.
func (p axisOne) known(q naikkelas.QuestionScore) string {
	if q.Known.Value == "" {
		return ""
	}
	return p.T("naikkelasweb.known_by", levelKey(q.Known.Level))
}

// derived is an answer that the register gives.
func (p axisOne) derived(q naikkelas.QuestionScore) parts.Fact {
	f := parts.Fact{Label: p.Show(q.Question.Ask), Value: p.T(naikkelas.ValueWord(q.Known.Value)), Proof: face.Evidence(p.Lang, q.Known.Level), Note: p.T("naikkelasweb.from_register")}
	if q.Known.Value == naikkelas.NotYet {
		f.Value, f.Note = p.T("naikkelasweb.not_filled"), p.Show(q.Question.Step)
		_, f.Href = p.wayOf(q.Question)
	}
	return f
}

func (p axisOne) levels() parts.Choice {
	return parts.Choice{Field: parts.Field{Name: "level", Label: p.T("naikkelasweb.level_ask"), Value: p.level, Fault: p.bad}, Options: []parts.Option{
		{Value: "through", Label: p.T("naikkelasweb.level_through")}, {Value: "seen", Label: p.T("naikkelasweb.level_seen")}, {Value: "document", Label: p.T("naikkelasweb.level_document")}}}
}

func (p axisOne) seen(q naikkelas.QuestionScore) string {
	return strconv.FormatInt(p.stand.Answers[q.Question.Code].Number, 10)
}

// axisSaid is what was sent of an axis.
type axisSaid struct {
	session, code, axis, level string
	answers                    []naikkelas.Said
	typed                      map[string]string
}

// axisDone is what became of it, for the page that follows.
type axisDone struct {
	Next string // the axis that follows; "" is the wheel
}

// answer keeps the answers of an axis and leads to the next one. It has no key: the
// same answer again changes nothing, and going back loses nothing.
func (d Door) answer() web.Form[axisSaid, axisDone] {
	return web.Form[axisSaid, axisDone]{Same: true,
		Prepare: func(r *web.Request) (axisSaid, error) {
			v := r.Values()
			in := axisSaid{session: r.Session(), code: r.PathValue("code"), axis: r.PathValue("axis"), level: v.Line("level", 20), typed: map[string]string{}}
			for _, code := range v.All("tanya", 40, 40) {
				seen, _ := strconv.ParseInt(v.Line("lihat_"+code, 20), 10, 64) // what is none was not looked at
				s := naikkelas.Said{Question: code, Value: v.Line(code, 20), Seen: seen}
				in.typed[code] = s.Value
				in.answers = append(in.answers, s)
			}
			return in, v.Err()
		},
		Act: func(tx *db.Tx, in axisSaid) (axisDone, error) {
			id, err := d.find(tx, in.session, in.code)
			if err != nil {
				return axisDone{}, err
			}
			level, _ := registry.LevelOf(in.level) // none is the usual one
			_, err = d.Desk.Answer(tx, in.session, naikkelas.Saying{Business: id, Axis: in.axis, Level: level, Answers: in.answers})
			if err != nil {
				return axisDone{}, err
			}
			next, err := following(tx, in.axis)
			return axisDone{next}, err
		},
		Draw: func(tx *db.Tx, r *web.Request, in axisSaid, out axisDone, bad *fault.Fault) (web.Reply, error) {
			to := "/usaha-saya/" + in.code + "/naik-kelas"
			switch {
			case bad == nil && out.Next != "":
				return web.Reply{To: r.Href(to + "/" + out.Next)}, nil
			case bad == nil:
				return web.Reply{To: r.Href(to + "?ya=simpan")}, nil
			case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
				return d.drawAxis(tx, r, axisOne{bad: bad, typed: in.typed, level: in.level})
			}
			return web.Reply{}, bad
		},
	}
}

// following is the axis behind one, today.
func following(tx *db.Tx, code string) (string, error) {
	rules, err := naikkelas.Read(tx)
	if err != nil {
		return "", err
	}
	w, _ := rules.Wheel(today(tx))
	i := slices.IndexFunc(w.Axes, func(a naikkelas.Axis) bool { return a.Code == code })
	if i < 0 || i+1 == len(w.Axes) {
		return "", nil
	}
	return w.Axes[i+1].Code, nil
}
