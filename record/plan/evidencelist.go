package plan

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/quantity"
	"alun/record/account"
	"alun/record/plan/e81"
)

// Indicated is an indicator of a sub-activity, with what the office reports of it
// and what stands under that.
type Indicated struct {
	IndicatorKey
	Code      string
	Name      string // of the sub-activity
	Indicator string
	Unit      string
	Target    quantity.Quantity
	Reported  quantity.Quantity // in the draft of the quarter, or published; unknown: not yet
	Backed
}

// EvidenceDesk is the evidence of an office in the round of a quarter.
type EvidenceDesk struct {
	Round      Round
	Office     OPD
	Indicators []Indicated
	Attach     bool // the reader may attach and withdraw
	Dispute    bool // the reader may dispute and settle
}

// EvidenceDeskOf reads the indicators of an office's sub-activities that were
// published this year: what nobody has published yet has no place to hang on.
func EvidenceDeskOf(tx *db.Tx, session string, q date.Quarter, office OPD) (d EvidenceDesk, err error) {
	v, err := account.See(tx, session)
	if err != nil {
		return d, err
	}
	at := account.At{Office: office.ID}
	if _, err := v.May(MaySeeEvidence, at); err != nil {
		return d, err
	}
	d = EvidenceDesk{Office: office, Attach: v.Can(MayAttach, at), Dispute: v.Can(MayDispute, at)}
	r, err := FindRound(tx, q)
	if err != nil {
		return d, err
	}
	d.Round = r
	return d, d.read(tx)
}

func (d *EvidenceDesk) read(tx *db.Tx) error {
	q := d.Round.Quarter
	v, found, err := At(tx, q, 0)
	if err == nil && !found {
		v, found, err = Latest(tx, q.Year)
	}
	if err != nil || !found {
		return err
	}
	figures, err := OfficeFigures(tx, v, d.Office.ID)
	if err != nil {
		return err
	}
	backed, err := SupportedIn(tx, d.Office.ID, q)
	if err != nil {
		return err
	}
	typed, err := d.typed(tx)
	if err != nil {
		return err
	}
	name := ""
	for _, f := range figures {
		if f.Level != e81.Subkegiatan {
			continue
		}
		if f.Seq == 0 {
			name = f.Name
		}
		if f.Indicator == "" {
			continue
		}
		x := Indicated{IndicatorKey: IndicatorKey{f.Node, f.Seq}, Code: f.Code, Name: name, Indicator: f.Indicator, Unit: f.Unit, Target: f.Target.K}
		x.Backed = backed[x.IndicatorKey]
		if v.Quarter == q {
			x.Reported = f.Real.K
		}
		if row, has := typed[lineKey{f.Code, f.Seq}]; has {
			x.Unit, x.Reported = row.Unit, row.Real.K
		}
		d.Indicators = append(d.Indicators, x)
	}
	return nil
}

type lineKey struct {
	code string
	seq  int
}

// typed reads the office's own lines of the round, as far as it has begun.
func (d *EvidenceDesk) typed(tx *db.Tx) (map[lineKey]e81.Row, error) {
	out := map[lineKey]e81.Row{}
	s, found, err := SubmissionOf(tx, d.Round.ID, d.Office.ID)
	if err != nil || !found {
		return out, err
	}
	lines, err := Drafts(tx, s.ID)
	for _, l := range standingLines(lines) {
		out[lineKey{l.Code, l.Seq}], _ = l.Row(d.Round, d.Office)
	}
	return out, err
}

// Indicator finds one of the desk's indicators.
func (d EvidenceDesk) Indicator(code string, seq int) (Indicated, error) {
	for _, x := range d.Indicators {
		if x.Code == code && x.Seq == seq {
			return x, nil
		}
	}
	return Indicated{}, fault.New(fault.NotFound, "plan.evidence_no_indicator")
}
