package registry

import (
	"slices"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// TrialOfRules is what sales of many businesses are counted for: how many of them new
// rules of size would move. Like the purposes of one business it stands in the table's
// own list, and neither tax nor enforcement does.
const TrialOfRules = "uji_aturan"

// talliesAnHour is how often one officer has sales counted: to look at the counts before
// and after every change would tell what was changed.
const talliesAnHour = 12

// CountSales keeps that sales of a sample of the published businesses are opened to be
// counted, for who has the right of the caller, and gives the tally that SalesCounted
// counts: for a form, whose answer is kept and must hold no count. Of every so many
// businesses one is opened, so that they are about most: each is sealed under a key of
// its own, and a whole city would take seconds. It is one trace for all of them, since no
// fact of one is shown; each owner sees it. Whoever had processing stopped is not counted.
func (k *Book) CountSales(tx *db.Tx, who account.Who, most int64) (db.ID, error) {
	n, _, err := db.One(tx, (*db.Row).Int, `select count(*) from registry_tally where reader = $1 and at > $2`, who.Person, tx.Now().Add(-time.Hour))
	if err == nil && n >= talliesAnHour {
		err = fault.New(fault.TooMany, "registry.tallies_many", talliesAnHour)
	}
	if err != nil {
		return 0, err
	}
	all, _, err := db.One(tx, (*db.Row).Int64, `select count(*) from registry_business where state = 'published'`)
	if err != nil {
		return 0, err
	}
	every := int64(1)
	if all > most {
		every = all/most | 1 // odd: the lower bits of ids are not spread
	}
	ids, err := sampled(tx, every, tx.Now())
	if err != nil {
		return 0, err
	}
	id := tx.NewID()
	if _, err := tx.Exec(`insert into registry_tally (id, reader, held, facts, purpose, every, opened, at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, who.Person, who.Grant.ID, factsText([]Fact{Sales}), TrialOfRules, every, len(ids), tx.Now()); err != nil {
		return 0, err
	}
	return id, diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "registry.counted", Kind: "registry_tally", Subject: id,
		Data: map[string]any{"purpose": TrialOfRules, "facts": []Fact{Sales}, "opened": len(ids)}})
}

// sampled lists the published businesses of a sample whose owners had nothing stopped:
// those that were public at an instant just now, and still are.
func sampled(tx *db.Tx, every int64, at time.Time) ([]db.ID, error) {
	ids, err := db.All(tx, (*db.Row).ID, `select b.id from registry_business b where b.state = 'published' and b.id % $1 = 0
		and not exists (select 1 from registry_move m where m.business = b.id and m.at > $2)`, every, at)
	if err != nil {
		return nil, err
	}
	persons, err := account.AllStopped(tx)
	if err != nil {
		return nil, err
	}
	stopped, err := db.Among(tx, (*db.Row).ID, `select business from registry_business_person where role = 'owner' and until = '' and person in `, ``, persons)
	return slices.DeleteFunc(ids, func(id db.ID) bool { return slices.Contains(stopped, id) }), err
}

// SalesCount is how many businesses told which band of yearly sales.
type SalesCount struct {
	ByBand map[string]int64 // by its code; "" told none
	Every  int64            // of so many businesses one was opened; 1 is all
	Opened int64
}

// SalesCounted counts for who kept the tally just now. Nothing but the counts leaves it,
// and whoever shows them says small ones as few.
func (k *Book) SalesCounted(tx *db.Tx, who account.Who, tally db.ID) (SalesCount, error) {
	out := SalesCount{ByBand: map[string]int64{}}
	type kept struct {
		every int64
		at    time.Time
	}
	t, found, err := db.One(tx, func(r *db.Row) kept { return kept{r.Int64(), r.Time()} }, `select every, at from registry_tally where id = $1 and reader = $2 and held = $3 and at > $4`,
		tally, who.Person, who.Grant.ID, tx.Now().Add(-shownFor))
	if err == nil && !found {
		err = fault.New(fault.NotFound, "registry.tally_over")
	}
	if err != nil {
		return out, err
	}
	ids, err := sampled(tx, t.every, t.at)
	out.Every, out.Opened = t.every, int64(len(ids))
	for _, id := range ids {
		if err != nil {
			break
		}
		var b Business
		if b, err = k.whole(tx, id); err == nil {
			out.ByBand[b.Facts[Sales]]++
		}
	}
	return out, err
}
