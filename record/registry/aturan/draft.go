package aturan

import (
	"fmt"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry/size"
)

// Typed is a draft as it is typed.
type Typed struct {
	Ends   []string // of the steps but the last, the smallest first: "60 juta"
	From   string   // "2027-01-01", the first day
	Number string   // of the decree
	Why    string   // one sentence
	Lang   lang.Tag // in which amounts were typed
}

// EndField is the field of a form that has the end of a step, counted from 0.
func EndField(i int) string { return fmt.Sprint("batas_", i+1) }

// Draft is a version that was read and tried, and what it would change.
type Draft struct {
	Version size.Version
	InMicro size.InMicro // what holds on its first day without it
}

// Read reads a draft. What is wrong is told at once, each at its own field.
func Read(rules *size.Rules, t Typed, today date.Day) (Draft, error) {
	var out Draft
	bad := fault.New(fault.Invalid, "aturan.wrong")
	wrong := false
	at := func(field, key string, args ...any) { bad, wrong = bad.At(field, key, args...), true }
	from, err := date.ParseDay(t.From)
	if err != nil {
		at("mulai", "aturan.day_missing")
	} else if from.Before(today) && !leftOut("backwards") {
		at("mulai", "aturan.day_past")
	}
	if len([]rune(t.Number)) < 5 {
		at("keputusan", "aturan.number_missing")
	}
	if len([]rune(t.Why)) < 10 {
		at("alasan", "aturan.why_missing")
	}
	var ends []int64
	for i, text := range t.Ends {
		n, why := size.Typed(text, t.Lang)
		if why != "" {
			at(EndField(i), string(why))
		}
		ends = append(ends, int64(n))
	}
	if wrong {
		return out, bad
	}
	found := false
	out.InMicro, found = rules.InMicro(from)
	switch {
	case !found || len(ends) != len(out.InMicro.Ends()):
		return out, fault.New(fault.Conflict, "aturan.no_steps")
	case !out.InMicro.Before.From.Before(from) && !leftOut("same day"):
		at("mulai", "aturan.day_taken", out.InMicro.Before.From)
		return out, bad
	}
	out.Version = out.InMicro.Cut(ends, size.Decree{From: from, Number: t.Number, Why: t.Why})
	for i, r := range out.Version.Rules[:len(out.InMicro.Steps)] {
		if b, _ := r.Bound(size.Sales); b.First() > b.Last() {
			at(EndField(min(i, len(ends)-1)), "aturan.falls", r.Class.Name)
		}
	}
	if w := out.Version.Check(); w != nil && !wrong && !leftOut("check") {
		at(EndField(min(w.Rule, len(ends)-1)), w.Why)
	}
	if wrong && !leftOut("check") {
		return out, bad
	}
	if out.same() {
		return out, fault.New(fault.Invalid, "aturan.nothing_new")
	}
	return out, nil
}

// same reports a draft that ends the steps where they end already.
func (d Draft) same() bool {
	for i, r := range d.Version.Rules {
		if a, b := r.Bounds[0], d.InMicro.Before.Rules[i].Bounds[0]; a != b {
			return false
		}
	}
	return true
}

// Publishing is a draft that is to hold, and the newest version that was looked at.
type Publishing struct {
	Typed
	Seen db.ID
}

// Publish writes the version of a draft down.
func Publish(tx *db.Tx, session string, in Publishing) (db.ID, error) {
	who, err := may(tx, session, MayRule)
	if err != nil {
		return 0, err
	}
	rules, err := size.Read(tx)
	if err != nil {
		return 0, err
	}
	d, err := Read(rules, in.Typed, date.DayOf(tx.Now()))
	if err != nil {
		return 0, err
	}
	if leftOut("seen") {
		in.Seen = rules.Newest(size.Steps).ID
	}
	id, err := size.Publish(tx, d.Version, in.Seen)
	if err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.size_published", Kind: "registry_size_version", Subject: id,
		Data: map[string]any{"scheme": string(d.Version.Scheme), "from": d.Version.From.String()}})
}

// Withdraw takes a version back that does not hold yet.
func Withdraw(tx *db.Tx, session string, id db.ID) error {
	who, err := may(tx, session, MayRule)
	if err != nil {
		return err
	}
	if err := size.Withdraw(tx, id); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.size_withdrawn", Kind: "registry_size_version", Subject: id,
		Data: map[string]any{"scheme": string(size.Steps)}})
}

func may(tx *db.Tx, session string, right account.Right) (account.Who, error) {
	who, err := account.May(tx, session, right, account.At{})
	if leftOut("right") && fault.Is(err, fault.Denied) {
		err = nil
	}
	return who, err
}
