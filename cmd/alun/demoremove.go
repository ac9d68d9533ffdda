package main

import (
	"context"

	"alun/ground/db"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/field"
	"alun/record/registry/ganda"
	"alun/record/registry/kurasi"
	"alun/record/registry/lembar"
	"alun/record/registry/naikkelas"
	"alun/record/registry/opendata"
	"alun/record/registry/paspor"
	"alun/record/registry/product"
	"alun/record/registry/showcase"
)

// demoParts are the parts of the register that keep something of made-up businesses:
// each takes out its own.
var demoParts = []func(tx *db.Tx, businesses []db.ID) error{asosiasi.RemoveDemo, product.RemoveDemo, naikkelas.RemoveDemo, field.RemoveDemo, ganda.RemoveDemo, kurasi.RemoveDemo, lembar.RemoveDemo, paspor.RemoveDemo, opendata.RemoveDemo}

// demoEnds take out what made-up people made and no business stands for, once the
// businesses are gone.
var demoEnds = []func(tx *db.Tx) error{asosiasi.RemoveDemoAll, kurasi.RemoveDemoAll, field.RemoveDemoAll}

// demoHands take out what hangs on made-up people alone, before the people themselves.
var demoHands = []func(tx *db.Tx, people []db.ID) error{registry.RemoveDemoOf, field.RemoveDemoOf, lembar.RemoveDemoOf, withdrawAll}

// demoDoor is the route by which a visitor becomes somebody made up.
const demoDoor = "POST /peragaan"

// unload takes the demonstration out: businesses, what made-up people made, the people
// themselves, the saved index and the files that nobody uses any more. Killed on the way it goes on where it
// was. It says what it cannot undo: see demoStays.
func (h *house) unload(ctx context.Context, d *desk) error {
	stays := 0
	err := h.db.Write(ctx, func(tx *db.Tx) (err error) {
		if stays, err = demoStays(tx); err != nil {
			return err
		}
		return account.EndDemo(tx) // nobody makes more of it meanwhile
	})
	if err != nil {
		return err
	}
	gone, progress := 0, bar(d)
	s := showcase.Show{DB: h.db, Parts: demoParts}
	if err := s.Unload(ctx, func(done, total int) { gone = done; progress("unload", done, total) }); err != nil {
		return err
	}
	people := 0
	if err := h.db.Write(ctx, func(tx *db.Tx) (err error) { people, err = removePeople(tx); return err }); err != nil {
		return err
	}
	if err := h.directory.Discard(); err != nil {
		return err
	}
	files, err := h.files.SweepNow(ctx)
	if err != nil {
		return err
	}
	d.say(d.T("cli.demo_removed", gone, people, files))
	if stays > 0 {
		d.say(d.T("cli.demo_stays", stays))
	}
	return h.sealDiary(ctx)
}

// removePeople takes the made-up people out with all that they made, and tells how many
// they were.
func removePeople(tx *db.Tx) (int, error) {
	for _, end := range demoEnds {
		if err := end(tx); err != nil {
			return 0, err
		}
	}
	people, err := account.Demos(tx)
	if err != nil {
		return 0, err
	}
	for _, hand := range demoHands {
		if err := hand(tx, people); err != nil {
			return 0, err
		}
	}
	signIns, err := account.DemoSessions(tx)
	for _, signIn := range signIns {
		if err == nil {
			err = keysForPeople.Remove(tx, signIn)
		}
		if err == nil {
			err = web.ForgetAnswers(tx, signIn, "")
		}
	}
	if err == nil { // who had not chosen yet whom to be
		err = web.ForgetAnswers(tx, "public", demoDoor)
	}
	if err == nil {
		err = account.RemoveDemo(tx)
	}
	return len(people), err
}

// withdrawAll takes back what has not been sent to made-up people.
func withdrawAll(tx *db.Tx, people []db.ID) error {
	for _, person := range people {
		for _, withdraw := range []func(*db.Tx, db.ID) error{mail.Withdraw, wa.Withdraw} {
			if err := withdraw(tx, person); err != nil {
				return err
			}
		}
	}
	return nil
}

// demoStays counts what made-up people did to what is real: reports, their rounds and
// papers, rules of law, the classification. Each of it is history of its own and cannot be
// taken back like a business; whoever keeps the house for real use must know of it.
func demoStays(tx *db.Tx) (n int, err error) {
	people, err := account.Demos(tx)
	if err != nil {
		return 0, err
	}
	actors := make([]string, len(people))
	for i, p := range people {
		actors[i] = account.Actor(p)
	}
	return diary.CountBy(tx, actors, "plan.", "registry.size_", "registry.kbli_")
}
