package naikkelas

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/sheet"
)

// The files of the steps to permits.
const (
	KindsFile  = "permit_kinds.csv"
	TradesFile = "permit_trades.csv"
	StepsFile  = "permit_steps.csv"
)

// permit finds the version that a line belongs to; nil where there is none.
func (p *Profile) permit(kind string, from date.Day) *PermitRule {
	i := slices.IndexFunc(p.permits, func(v PermitRule) bool { return v.Subject == kind && v.From == from })
	if i < 0 {
		return nil
	}
	return &p.permits[i]
}

func (p *Profile) readKinds(files fs.FS) error {
	columns := []string{"kind", "valid_from", "name_id", "name_en", "name_ja", "what_id", "what_en", "what_ja", "office", "site", "lasts_id", "lasts_en", "lasts_ja", "basis", "source", "source_day", "grade"}
	return sheet.EachRecord(files, KindsFile, columns, func(r sheet.Record) (err error) {
		v := PermitRule{Version: Version{Subject: r.Text("kind"), By: fromProfile}, Office: r.Text("office"), Site: r.Text("site")}
		if v.From, err = day(r, "valid_from"); err != nil {
			return err
		}
		switch {
		case !slices.Contains(PermitKinds, v.Subject) || p.permit(v.Subject, v.From) != nil:
			return refuse(r, v.Subject, "naikkelas.why_permit")
		case v.Office == "":
			return refuse(r, v.Office, "naikkelas.why_office")
		case v.Site != "" && !strings.HasPrefix(v.Site, "https://"):
			return refuse(r, v.Site, "naikkelas.why_site")
		}
		if v.Name, err = names(r, "name"); err != nil {
			return err
		}
		if v.What, err = names(r, "what"); err != nil {
			return err
		}
		if v.Lasts, err = names(r, "lasts"); err != nil {
			return err
		}
		if v.Basis, err = basis(r, true); err == nil {
			p.permits = append(p.permits, v)
		}
		return err
	})
}

// of finds the permit of a line of another file.
func (p *Profile) of(r sheet.Record) (*PermitRule, error) {
	from, err := day(r, "valid_from")
	if err != nil {
		return nil, err
	}
	v := p.permit(r.Text("kind"), from)
	if v == nil {
		return nil, refuse(r, r.Text("kind"), "naikkelas.why_permit")
	}
	return v, nil
}

func (p *Profile) readTrades(files fs.FS) error {
	columns := []string{"kind", "valid_from", "trades", "duty", "note_id", "note_en", "note_ja", "basis", "source", "source_day", "grade"}
	return sheet.EachRecord(files, TradesFile, columns, func(r sheet.Record) error {
		v, err := p.of(r)
		if err != nil {
			return err
		}
		t := TradeRule{Trades: Trades(r.Text("trades")), Duty: r.Text("duty")}
		switch {
		case t.Trades == "":
			return refuse(r, r.Text("trades"), "naikkelas.why_trades")
		case !slices.Contains(Duties, t.Duty):
			return refuse(r, t.Duty, "naikkelas.why_duty")
		}
		if t.Note, err = names(r, "note"); err != nil {
			return err
		}
		if t.Basis, err = basis(r, true); err != nil {
			return err
		}
		if t.Duty == Duties[0] && t.Basis.Proposed() {
			return refuse(r, t.Duty, "naikkelas.why_proposed_duty")
		}
		v.Trades = append(v.Trades, t)
		return nil
	})
}

func (p *Profile) readSteps(files fs.FS) error {
	columns := []string{"kind", "valid_from", "title_id", "title_en", "title_ja", "place", "need_id", "need_en", "need_ja", "cost_idr", "working_days", "basis", "source", "source_day", "grade"}
	return sheet.EachRecord(files, StepsFile, columns, func(r sheet.Record) error {
		v, err := p.of(r)
		if err != nil {
			return err
		}
		s := PermitStep{Place: r.Text("place")}
		if s.Place == "" {
			return refuse(r, s.Place, "naikkelas.why_office")
		}
		if s.Title, err = names(r, "title"); err != nil {
			return err
		}
		if s.Need, err = names(r, "need"); err != nil {
			return err
		}
		if s.Cost, err = figure(r, "cost_idr", 0, 1_000_000_000); err != nil {
			return err
		}
		if s.Days, err = figure(r, "working_days", 1, 365); err != nil {
			return err
		}
		if s.Basis, err = basis(r, true); err != nil {
			return err
		}
		if s.Basis.Proposed() && (s.Cost.Known || s.Days.Known) {
			return refuse(r, r.Text("cost_idr")+" "+r.Text("working_days"), "naikkelas.why_proposed_figure")
		}
		v.Steps = append(v.Steps, s)
		return nil
	})
}

// figure reads a figure that may be left out.
func figure(r sheet.Record, column string, least, most int64) (Amount, error) {
	text := r.Text(column)
	if text == "" {
		return Amount{}, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || n > most {
		return Amount{}, refuse(r, column+" "+text, "naikkelas.why_number")
	}
	return Amount{n, true}, nil
}
