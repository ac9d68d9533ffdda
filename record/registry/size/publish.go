package size

import (
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
)

// ByCity is who decided on a version that the city published in the house. A profile
// neither replaces nor ends it: what a decree says stays until another one.
const ByCity = "kota"

// InMicro are the city's steps inside the smallest class of the law, as they hold on a
// day. Law is that class; its end bounds the last step.
type InMicro struct {
	Before Version // the version of Steps that holds on that day, or would
	Steps  []Rule
	Law    Rule
}

// InMicro finds the steps that the city may cut otherwise. None are found where a
// scheme has no rules on the day, or the steps do not end where the class of law does.
func (r *Rules) InMicro(day date.Day) (out InMicro, found bool) {
	law, has := r.On(UMKM, day)
	if out.Before, found = r.On(Steps, day); !has || !found || len(law.Rules) == 0 {
		return out, false
	}
	out.Law = law.Rules[0]
	end, bounded := out.Law.Bound(Sales)
	for i, rule := range out.Before.Rules {
		b, ok := rule.Bound(Sales)
		if !bounded || !ok || b.Last() > end.Last() {
			break
		}
		if b.Last() == end.Last() {
			out.Steps = out.Before.Rules[:i+1]
		}
	}
	return out, len(out.Steps) > 1
}

// Ends are where the steps end, but for the last: that end is the law's.
func (m InMicro) Ends() []int64 {
	var out []int64
	for _, rule := range m.Steps[:len(m.Steps)-1] {
		b, _ := rule.Bound(Sales)
		out = append(out, b.Last())
	}
	return out
}

// Decree is what a version of the city's rests on, in the words of who decided.
type Decree struct {
	From   date.Day
	Number string // "Keputusan Wali Kota Balikpapan Nomor 188.45-12/2027"
	Why    string // why the steps are cut so; stands beside those that changed
}

// Cut makes the version that ends the steps elsewhere: as many ends as Ends gives. A
// step whose bounds stay keeps its remark. Nothing is written, and nothing checked.
func (m InMicro) Cut(ends []int64, d Decree) Version {
	out := Version{Scheme: Steps, From: d.From, By: ByCity}
	for i, rule := range m.Before.Rules {
		old, _ := rule.Bound(Sales)
		b := old
		if i > 0 && i <= len(ends) {
			b.Low = End{At: ends[i-1], Set: true}
		}
		if i < len(ends) {
			b.High = End{At: ends[i], Held: true, Set: true}
		}
		rule.Bounds, rule.line = []Bound{b}, 0
		if b != old {
			rule.Note = Name{d.Why, d.Why, d.Why}
		}
		if i < len(m.Steps) {
			rule.Basis, rule.Source, rule.Grade = d.Number, d.Number, "A"
		}
		out.Rules = append(out.Rules, rule)
	}
	return out
}

// Wrong is what keeps a version from being used: the place of the rule, the figures that
// were tried, and the key of why.
type Wrong struct {
	Rule int
	Why  string
}

// Check tries a version as a profile's are tried: no gap, no business in two classes, and
// none that grows falls. nil is a good one.
func (v Version) Check() *Wrong {
	for i, r := range v.Rules {
		for _, b := range r.Bounds {
			if b.First() > b.Last() {
				return &Wrong{i, "size.why_crossed"}
			}
		}
	}
	if w := v.check(); w != nil {
		return &Wrong{w.rule, string(w.why)}
	}
	return nil
}

// Publish writes a version of the city's down, from its day on; seen is the newest
// version of its scheme that whoever decided had before them. What came in between is a
// conflict.
func Publish(tx *db.Tx, v Version, seen db.ID) (db.ID, error) {
	rules, err := Read(tx)
	if err != nil {
		return 0, err
	}
	if newest := rules.Newest(v.Scheme); newest.ID != seen {
		return 0, fault.New(fault.Conflict, "size.version_gone")
	}
	var id db.ID
	err = tx.Try(func(tx *db.Tx) (err error) { id, err = put(tx, v); return err })
	if db.Unique(err) { // another version begins on that day
		return 0, fault.New(fault.Conflict, "size.version_gone")
	}
	return id, err
}

// Withdraw ends a version of the city's that does not hold yet.
func Withdraw(tx *db.Tx, id db.ID) error {
	return tx.ExecOr(fault.New(fault.Conflict, "size.version_gone"), `update registry_size_version
		set replaced_at = $2, replaced_by = $3 where id = $1 and replaced_at is null and decided_by = $3 and from_day > $4`, id, tx.Now(), ByCity, date.DayOf(tx.Now()).String())
}

// Newest is the version of a scheme that was written down last of those that count.
func (r *Rules) Newest(s Scheme) (out Version) {
	for _, v := range r.Versions(s) {
		if v.ID > out.ID {
			out = v
		}
	}
	return out
}
