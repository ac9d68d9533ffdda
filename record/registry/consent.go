package registry

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// The ways in which an owner says yes to something private being shown.
const (
	ByThemselves = "sendiri" // the owner did it, signed in
	AtCounter    = "loket"   // said before the officer who writes it down
	OnPaper      = "kertas"  // signed, and the city keeps the paper
)

// ConsentWays are those that an officer writes down.
var ConsentWays = []string{AtCounter, OnPaper}

// FieldConsent is the field of a form in which an officer says how the owner said yes.
const FieldConsent = "izin_cara"

// Consent is an owner's yes to something private being shown to everybody: which flags,
// how it was said, who wrote it down and when.
type Consent struct {
	ID      db.ID
	Version int64 // of the business, which it made
	Facts   []Fact
	How     string
	By      string // the actor who wrote it down
	At      time.Time
}

// ConsentWord is the key of the name of a way.
func ConsentWord(how string) string { return "registry.consent_" + how }

// opening lists what a change would show to everybody that nobody has opened yet: flags,
// and, of a business that is looked at already, what makes a fixed shop of the place that
// was, or may have been, a home or a street vendor's.
func opening(b Business, set Values) (flags, places []Fact) {
	for _, f := range set.Facts() {
		if f.Flag() && set[f] == Yes && b.Facts[f] != Yes {
			flags = append(flags, f)
		}
	}
	after := b.Facts.with(set)
	if !slices.Contains([]State{Submitted, Published, Suspended}, b.State) || b.Facts.Fixed() || !after.Fixed() {
		return flags, nil
	}
	for _, f := range []Fact{AtHome, StreetVendor, KBLI} {
		if after[f] != b.Facts[f] {
			places = append(places, f)
		}
	}
	return flags, places
}

// Fixed reports a place that everybody may see: no home, and no street vendor's.
func (v Values) Fixed() bool { return !v.home() && !v.Vendor() }

// mayShow finds how the owner said yes to what a change shows to everybody: they do it
// themselves, or an officer writes down that they said so. That a place is no home, an
// officer may also have seen.
func mayShow(who account.Who, b Business, set Values, level Level, consent string) (how string, err error) {
	flags, places := opening(b, set)
	if officer(who) && level >= Seen {
		places = nil
	}
	all := append(flags, places...)
	switch {
	case len(all) == 0 || leftOut("owner opens"):
		return consent, nil
	case who.Grant.Role == account.Maker:
		return ByThemselves, nil
	case !officer(who):
		return "", fault.New(fault.Denied, "registry.owner_opens").At(string(all[0]), "registry.owner_opens")
	case slices.Contains(ConsentWays, consent):
		return consent, nil
	}
	f := fault.New(fault.Invalid, "registry.consent_needed").At(FieldConsent, "registry.consent_needed")
	for _, x := range all {
		f.At(string(x), "registry.consent_needed")
	}
	return "", f
}

// unasked refuses flags that are set without the owner's yes. Nobody's secret is shown
// where a business is made up.
func unasked(b Business, s saving) error {
	if flags, _ := opening(b, s.set); len(flags) > 0 && s.yes == "" && !b.Demo {
		return fault.New(fault.Denied, "registry.owner_opens").At(string(flags[0]), "registry.owner_opens")
	}
	return nil
}

// consent keeps the owner's yes before the flags are written: the table takes none
// without it.
func (k *Book) consent(tx *db.Tx, b Business, s saving) error {
	flags, places := opening(b, s.set)
	if len(flags)+len(places) == 0 || s.yes == "" || leftOut("yes") {
		return nil
	}
	if _, err := tx.Exec(`insert into registry_consent (id, business, version, facts, how, by_actor, at) values ($1, $2, $3, $4, $5, $6, $7)`,
		tx.NewID(), b.ID, b.Version+1, factsText(append(flags, places...)), s.yes, s.said.By, tx.Now()); err != nil {
		return err
	}
	if s.yes == ByThemselves {
		return nil
	}
	return diary.Write(tx, diary.Entry{Actor: s.said.By, Fact: "registry.consent_noted", Kind: "registry_business", Subject: b.ID,
		Data: map[string]any{"facts": append(flags, places...), "how": s.yes}})
}

// Consents lists the yeses of a business, the newest first: for its owner.
func (k *Book) Consents(tx *db.Tx, session string, business db.ID) ([]Consent, error) {
	if _, _, err := k.mayOn(tx, session, MayCloseOwn, business, 0); err != nil {
		return nil, err
	}
	return consentsOf(tx, business)
}

func consentsOf(tx *db.Tx, business db.ID) ([]Consent, error) {
	return db.All(tx, func(r *db.Row) Consent {
		c := Consent{ID: r.ID(), Version: r.Int64()}
		for _, f := range fields(r.Text()) {
			c.Facts = append(c.Facts, Fact(f))
		}
		c.How, c.By, c.At = r.Text(), r.Text(), r.Time()
		return c
	}, `select id, version, facts, how, by_actor, at from registry_consent where business = $1 order by id desc`, business)
}

// heldConsents are a person's yeses, for their copy.
func heldConsents(tx *db.Tx, person db.ID) (out []account.Held, err error) {
	all, err := OwnedBy(tx, person)
	for _, b := range all {
		if err != nil {
			return nil, err
		}
		var yeses []Consent
		yeses, err = consentsOf(tx, b.ID)
		for _, c := range yeses {
			out = append(out, account.Held{What: "registry_consent.how", Value: c.How, Word: ConsentWord(c.How), Note: factsText(c.Facts), About: b.Facts[Name], From: c.At})
		}
	}
	return out, err
}
