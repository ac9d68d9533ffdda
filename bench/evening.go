package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/keys"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/plan"
)

const (
	editors  = 50  // people who type at the same time
	wideRows = 500 // of the largest office's sheet
	// eveningField is the column that is typed into: the spending of this quarter.
	eveningField = "q3_rp"
)

var eveningQuarter = date.Quarter{Year: 2025, N: 3}

const eveningPath = "/putaran/2025/3"

// evening is a quarter under way: all offices have begun their sheets, with the
// rows of their last report, and one has five hundred rows.
type evening struct {
	engine  engine
	at      string // its database
	planner string // what the planner's cookie holds
	seat    db.ID  // the planner
	offices []desk
	wide    desk
	typists []typist
	round   db.ID
	head    db.ID // somebody who sends; nobody locks what they sent
}

// desk is an office with its sheet.
type desk struct {
	slug       string
	office     db.ID
	submission db.ID
	version    int64
	token      string   // of its operator
	head       string   // of its head
	lines      []string // their codes in pages
	seen       []string // the text of each line's cell
}

// typist is somebody who types into a sheet.
type typist struct {
	desk
	token string
	first int // the line that they begin with
}

// opens opens the quarter in a house that nobody serves.
func (v *evening) opens(ctx context.Context, b *bench) error {
	return b.inside(ctx, v.at, func(d *db.DB, ring *keys.Ring) error {
		people := account.NewPeople(ring)
		people.Demo = true
		for _, step := range []func(*db.Tx) error{
			func(tx *db.Tx) error { return v.cast(tx, people) }, v.begin} {
			if err := d.Write(ctx, step); err != nil {
				return err
			}
		}
		for i := range v.offices {
			if err := v.start(ctx, d, &v.offices[i]); err != nil {
				return err
			}
		}
		codec := ring.Codec()
		return d.Read(ctx, func(tx *db.Tx) error { return v.look(tx, func(id db.ID) string { return codec.Encode(int64(id)) }) })
	})
}

// cast makes the people of the demonstration, and signs those in who are needed.
func (v *evening) cast(tx *db.Tx, people *account.People) error {
	offices, err := plan.OPDs(tx, eveningQuarter.Year)
	if err != nil {
		return err
	}
	var all []account.DemoOffice
	v.offices = make([]desk, 0, len(offices))
	for _, o := range offices {
		all = append(all, account.DemoOffice{ID: o.ID, Short: o.Short})
		v.offices = append(v.offices, desk{slug: o.Slug, office: o.ID})
	}
	if err := people.AddDemo(tx, all, "64.71.02"); err != nil {
		return err
	}
	made, err := people.DemoPeople(tx)
	for _, p := range made {
		token := web.NewKey()
		if err := people.SignInDemo(tx, p.ID, account.Begin{Session: web.SessionHash(token), Device: web.SessionHash(web.NewKey()), Name: "bench"}); err != nil {
			return err
		}
		v.seatOf(p, token)
	}
	return err
}

// seatOf puts somebody where they work.
func (v *evening) seatOf(p account.DemoPerson, token string) {
	if p.Role == account.Planner {
		v.planner, v.seat = token, p.ID
	}
	for i := range v.offices {
		switch o := &v.offices[i]; {
		case o.office != p.Office:
		case p.Role == account.Operator:
			o.token = token
		case p.Role == account.Head:
			o.head, v.head = token, p.ID
		}
	}
}

func (v *evening) begin(tx *db.Tx) (err error) {
	v.round, err = plan.OpenRound(tx, web.SessionHash(v.planner), plan.Opening{Quarter: eveningQuarter, Deadline: date.DayOf(tx.Now().AddDate(0, 1, 0)), BudgetVersion: "murni"})
	return err
}

// start begins an office's sheet; the first office fills a sheet of its own.
func (v *evening) start(ctx context.Context, d *db.DB, o *desk) error {
	wide := o == &v.offices[0]
	session := web.SessionHash(o.token)
	err := d.Write(ctx, func(tx *db.Tx) error {
		s, err := plan.StartSubmission(tx, session, plan.Start{Round: v.round, Office: o.office, Empty: wide})
		o.submission, o.version = s.ID, s.Version
		return err
	})
	if err != nil || !wide {
		return err
	}
	return d.Write(ctx, func(tx *db.Tx) error { return widen(tx, session, o.submission) })
}

// figures are those of a row that the rules find in order.
var figures = map[string]string{"target_k": "40", "budget_rp": "4.000.000.000", "q1_k": "10", "q1_rp": "1.000.000.000", "q2_k": "10", "q2_rp": "1.000.000.000",
	"q3_k": "10", "q3_rp": "1.000.000.000", "real_k": "30", "real_rp": "3.000.000.000", "ach_k_pct": "75", "ach_rp_pct": "75"}

// widen writes five hundred rows with their figures.
func widen(tx *db.Tx, session string, submission db.ID) error {
	var cells []plan.CellChange
	for i := range wideRows {
		code := "1"
		switch {
		case i == 1:
			code = "1.1"
		case i > 1 && (i-2)%50 == 0:
			code = fmt.Sprintf("1.1.%d", 1+(i-2)/50)
		case i > 1:
			code = fmt.Sprintf("1.1.%d.%d", 1+(i-2)/50, (i-2)%50)
		}
		line, err := plan.AddLine(tx, session, plan.NewLine{Submission: submission, Code: code,
			Name: fmt.Sprintf("Penyelenggaraan kegiatan nomor %d yang namanya panjang seperti di formulir", i+1), Indicator: fmt.Sprintf("Jumlah dokumen %d", i+1), Unit: "Dokumen"})
		if err != nil {
			return err
		}
		for field, text := range figures {
			cells = append(cells, plan.CellChange{Line: line, Field: field, Text: text})
		}
	}
	const most = 5000 // cells that one saving takes
	for len(cells) > 0 {
		n := min(most, len(cells))
		if _, err := plan.SaveCells(tx, session, plan.Saving{Submission: submission, Cells: cells[:n]}); err != nil {
			return err
		}
		cells = cells[n:]
	}
	return nil
}

// look reads which lines there are, and gives each typist a place to type.
func (v *evening) look(tx *db.Tx, code func(db.ID) string) error {
	for i := range v.offices {
		o := &v.offices[i]
		lines, err := plan.Drafts(tx, o.submission)
		if err != nil {
			return err
		}
		for _, l := range lines {
			o.lines, o.seen = append(o.lines, code(l.ID)), append(o.seen, l.Cell(eveningField))
		}
	}
	v.wide = v.offices[0]
	for i := range editors {
		o := v.offices[i%len(v.offices)]
		v.typists = append(v.typists, typist{o, []string{o.token, o.head}[i/len(v.offices)], len(o.lines) / 2 * (i / len(v.offices))})
	}
	return nil
}

// rows counts the rows of all sheets.
func (v *evening) rows() (n int) {
	for _, o := range v.offices {
		n += len(o.lines)
	}
	return n
}

// verified lets all sheets have been sent and verified, without the reading that
// people do: what is measured comes after it.
func (v *evening) verified(ctx context.Context, b *bench) error {
	return b.inside(ctx, v.at, func(d *db.DB, _ *keys.Ring) error {
		return d.Write(ctx, func(tx *db.Tx) error {
			n, err := tx.Exec(`update plan_submission set state = 'terverifikasi', sent_at = $2, first_sent_at = $2, sent_by = $3, verified_at = $2, verified_by = $4
				where round = $1 and state = 'draf'`, v.round, tx.Now(), v.head, v.seat)
			if err == nil && int(n) != len(v.offices) {
				err = fmt.Errorf("%d of %d sheets can be verified", n, len(v.offices))
			}
			return err
		})
	})
}

// quarter measures the evaluation of a quarter, from the cell to the printed form.
func (b *bench) quarter(ctx context.Context) ([]figure, error) {
	return b.onEach(ctx, "quarter", []string{"demo", "--load-only"}, func(e engine, at string) ([]figure, error) {
		v := &evening{engine: e, at: at}
		if err := v.opens(ctx, b); err != nil {
			return nil, err
		}
		typed, err := b.served(ctx, v, []string{"--cache-mib", "0"}, v.drawn, v.saves, v.checks)
		if err != nil {
			return nil, err
		}
		if err := v.verified(ctx, b); err != nil {
			return nil, err
		}
		public, err := b.served(ctx, v, nil, v.beside, v.locks)
		return append(typed, public...), err
	})
}

// served serves the evening while parts of it are measured.
func (b *bench) served(ctx context.Context, v *evening, more []string, parts ...func(context.Context, *bench, *process) ([]figure, error)) (all []figure, err error) {
	house, err := b.over(ctx, v.at, "demo", append([]string{"--businesses", "0"}, more...)...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, house.stop()) }()
	for _, part := range parts {
		some, err := part(ctx, b, house)
		if err != nil {
			return nil, fmt.Errorf("%w: %s", err, cmp.Or(lastLine(house.ear.String()), "nothing said"))
		}
		all = append(all, some...)
	}
	return all, nil
}

// on is a figure's name with its engine.
func (v *evening) on(what string) string { return strings.TrimSpace(what) + ", " + v.engine.name }
