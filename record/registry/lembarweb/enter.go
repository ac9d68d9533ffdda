package lembarweb

import (
	"encoding/json"
	"strconv"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/registry/lembar"
)

// mostRows is how many rows one form may hold.
const mostRows = 1000

// enterIn are rows of a sheet.
type enterIn struct {
	session string
	sheet   db.ID
	all     []lembar.Said
	finish  bool
	done    bool // they were kept before the sheet was finished
}

// kept is what became of rows, in numbers.
type kept struct {
	Rows int
	Met  []metOut
}

type metOut struct {
	N           int
	Yours, Said int
	By          string
	At          time.Time
}

func (k kept) met() []lembar.Met {
	var out []lembar.Met
	for _, m := range k.Met {
		out = append(out, lembar.Met{N: m.N, Yours: lembar.Tick(m.Yours), Said: lembar.Tick(m.Said), By: m.By, At: m.At})
	}
	return out
}

func (d Door) keep(tx *db.Tx, in enterIn) (kept, error) {
	got, err := d.Desk.Tick(tx, in.session, in.sheet, in.all)
	out := kept{Rows: got.Rows}
	for _, m := range got.Met {
		out.Met = append(out.Met, metOut{m.N, int(m.Yours), int(m.Said), m.By, m.At})
	}
	return out, err
}

// readTick reads the number of a box in a row.
func readTick(n int, text string) (lembar.Tick, error) {
	if len(text) == 1 {
		if t := lembar.Tick(text[0]) - '0'; t.Known() {
			return t, nil
		}
	}
	return lembar.None, fault.New(fault.Invalid, "lembar.no_tick", n, text)
}

// enter takes the whole form: what stands in it is kept, and with the other button the
// sheet is finished. The comparison with what was seen makes it harmless to send again.
func (d Door) enter() web.Form[enterIn, kept] {
	return web.Form[enterIn, kept]{Same: true, Prepare: d.readForm,
		Act: func(tx *db.Tx, in enterIn) (kept, error) {
			if in.done {
				return kept{}, nil
			}
			return kept{}, d.keepAll(tx, in)
		},
		Draw: func(tx *db.Tx, r *web.Request, in enterIn, _ kept, bad *fault.Fault) (web.Reply, error) {
			if bad == nil {
				ya := map[bool]string{true: "selesai", false: "simpan"}[in.finish]
				return web.Reply{To: r.Href(base + "/" + d.Code(in.sheet) + "?ya=" + ya)}, nil
			}
			if bad.Kind != fault.Invalid && bad.Kind != fault.Conflict {
				return web.Reply{}, bad
			}
			p := sheetPage{typed: map[int]lembar.Tick{}, met: map[int]string{}, bad: bad, where: "lembar"}
			for _, s := range in.all {
				p.typed[s.N] = s.Tick
				if x, told := bad.Field(rowField(s.N)); told {
					p.met[s.N] = r.Lang.T(x.Key, x.Args...)
				}
			}
			return d.drawSheet(tx, r, p)
		},
	}
}

// rowField is the name of a row's answer in the form.
func rowField(n int) string { return "t" + strconv.Itoa(n) }

// keepAll keeps all rows of the form or none: where another entered one otherwise, both
// sides are told beside it.
func (d Door) keepAll(tx *db.Tx, in enterIn) error {
	out, err := d.keep(tx, in)
	if err != nil || len(out.Met) == 0 {
		return err
	}
	f := fault.New(fault.Conflict, "lembarweb.met_some", len(out.Met))
	for _, m := range out.met() {
		args, err := d.both(tx, m)
		if err != nil {
			return err
		}
		f.At(rowField(m.N), "lembarweb.met", args...)
	}
	return f
}

// readRow reads what a row says, and said when it was drawn.
func readRow(n int, saw, says string) (s lembar.Said, err error) {
	s.N = n
	if s.Saw, err = readTick(n, saw); err == nil {
		s.Tick, err = readTick(n, says)
	}
	return s, err
}

// readForm reads all rows: t1 is what row 1 says, l1 what it said when it was drawn.
func (d Door) readForm(r *web.Request) (enterIn, error) {
	v := r.Values()
	in := enterIn{session: r.Session(), sheet: d.sheetID(r)}
	step := v.Line("langkah", 10)
	for n := 1; n <= mostRows; n++ {
		saw := v.Line("l"+strconv.Itoa(n), 2)
		if saw == "" {
			break
		}
		if text := v.Line("t"+strconv.Itoa(n), 2); text != "" && text != saw {
			one, err := readRow(n, saw, text)
			if err != nil {
				return in, err
			}
			in.all = append(in.all, one)
		}
	}
	in.finish = step == "selesai"
	if err := v.Err(); err != nil || !in.finish {
		return in, err
	}
	return in, d.finish(r, &in)
}

// finish keeps the rows and counts them, in short acts one after another.
func (d Door) finish(r *web.Request, in *enterIn) error {
	if err := d.DB.Write(r.Context(), func(tx *db.Tx) error { return d.keepAll(tx, *in) }); err != nil {
		return err
	}
	in.done = true
	return d.Desk.Finish(r.Context(), d.DB, in.session, in.sheet)
}

// tickData answers the script: each row's fate.
type tickData struct {
	Rows  []rowData `json:"rows"`
	Tally string    `json:"tally"`
}

type rowData struct {
	N     int    `json:"n"`
	State string `json:"state"` // simpan, beda
	Tick  int    `json:"tick"`  // what stands there now
	Say   string `json:"say,omitempty"`
}

// tick takes the rows that a script sends: [[row, seen, ticked], …]. It is done again
// without harm.
func (d Door) tick() web.Form[enterIn, kept] {
	return web.Form[enterIn, kept]{Same: true,
		Prepare: func(r *web.Request) (enterIn, error) {
			in := enterIn{session: r.Session(), sheet: d.sheetID(r)}
			v := r.Values()
			text := v.Line("baris", 20_000)
			if err := v.Err(); err != nil {
				return in, err
			}
			var sent [][3]int
			if err := json.Unmarshal([]byte(text), &sent); err != nil || len(sent) == 0 || len(sent) > mostRows {
				return in, fault.New(fault.Invalid, "lembarweb.unreadable")
			}
			for _, s := range sent {
				in.all = append(in.all, lembar.Said{N: s[0], Saw: lembar.Tick(s[1]), Tick: lembar.Tick(s[2])})
			}
			return in, nil
		},
		Act: d.keep, Draw: d.ticked}
}

func (d Door) ticked(tx *db.Tx, r *web.Request, in enterIn, out kept, bad *fault.Fault) (web.Reply, error) {
	if bad != nil {
		return web.Reply{Data: struct {
			Say string `json:"say"`
		}{said(r.Lang, bad)}}, nil
	}
	p := sheetPage{Lang: r.Lang}
	var err error
	if p.w, err = d.Desk.See(tx, in.session, in.sheet); err != nil {
		return web.Reply{}, err
	}
	data := tickData{Tally: p.tally()}
	for _, m := range out.met() {
		args, err := d.both(tx, m)
		if err != nil {
			return web.Reply{}, err
		}
		data.Rows = append(data.Rows, rowData{m.N, "beda", int(m.Said), r.Lang.T("lembarweb.met", args...)})
	}
	if len(out.Met) == 0 {
		for _, s := range in.all {
			data.Rows = append(data.Rows, rowData{N: s.N, State: "simpan", Tick: int(s.Tick)})
		}
	}
	return web.Reply{Data: data}, nil
}
