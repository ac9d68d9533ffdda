package showcase

import (
	_ "embed"
	"encoding/json"
	"fmt"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
)

// sentences are what the made-up officer writes to owners.
var sentences = func() (out map[string]string) {
	if err := json.Unmarshal(said, &out); err != nil {
		panic("showcase: sentences.json: " + err.Error()) // it is part of the program
	}
	return out
}()

//go:embed sentences.json
var said []byte

// fates are what becomes of the businesses of the maker whom visitors can be: one in
// each state, and two in which others have a say.
var fates = []func(*stage, *db.Tx, player, db.ID) error{
	(*stage).draft, (*stage).submitted, (*stage).returned, (*stage).published, (*stage).discussed, (*stage).visited, (*stage).suspended, (*stage).closed,
}

func (g *stage) draft(*db.Tx, player, db.ID) error { return nil }

func (g *stage) submitted(tx *db.Tx, owner player, b db.ID) error {
	return g.Book.Submit(tx, owner.session, registry.Step{Business: b})
}

func (g *stage) returned(tx *db.Tx, owner player, b db.ID) error {
	if err := g.submitted(tx, owner, b); err != nil {
		return err
	}
	return g.Book.Return(tx, g.counter.session, registry.Step{Business: b, Sentence: sentences["returned"]})
}

func (g *stage) published(tx *db.Tx, owner player, b db.ID) error {
	if err := g.submitted(tx, owner, b); err != nil {
		return err
	}
	return g.Book.Publish(tx, g.counter.session, registry.Step{Business: b})
}

// discussed is public, was changed by its owner and by an officer who was shown a
// certificate, and a list says otherwise of two facts.
func (g *stage) discussed(tx *db.Tx, owner player, b db.ID) error {
	if err := g.published(tx, owner, b); err != nil {
		return err
	}
	change := func(p player, set registry.Values, level registry.Level) error {
		_, err := g.Book.Change(tx, p.session, registry.Changing{Business: b, Set: set, Level: level})
		return err
	}
	if err := change(owner, registry.Values{registry.Opens: "Sen-Sab 08.00-17.00", registry.WorkersF: "3"}, 0); err != nil {
		return err
	}
	if err := change(g.counter, registry.Values{registry.WorkersM: "2"}, registry.Seen); err != nil {
		return err
	}
	if err := g.shown(tx, b); err != nil {
		return err
	}
	done, err := g.Book.PutAs(tx, actor, registry.List{Source: ofState, Level: registry.Register, Demo: true},
		[]registry.Incoming{{Key: "usul", Business: b, Set: registry.Values{registry.Opens: "Sen-Min 07.00-21.00", registry.WorkersF: "5"}, Sure: true}})
	if err == nil && done[0].Why != nil {
		err = done[0].Why
	}
	return err
}

// shown lets the officer write down a halal certificate of this year, with a number that no
// office gives: see madeup.
func (g *stage) shown(tx *db.Tx, b db.ID) error {
	issued := date.DayOf(tx.Now()).Next(-200)
	_, err := g.Book.AddPermit(tx, g.counter.session, registry.Permit{Business: b, Kind: "halal", Number: fmt.Sprintf("ID9911000000004%02d%02d", issued.Month, issued.Year%100),
		Issuer: "BPJPH (contoh)", Issued: issued, Level: registry.Document})
	return err
}

// visited is public, and an officer has read its number for a purpose.
func (g *stage) visited(tx *db.Tx, owner player, b db.ID) error {
	if err := g.published(tx, owner, b); err != nil {
		return err
	}
	_, err := g.Book.Open(tx, g.counter.session, registry.Asked{Business: b, Facts: []registry.Fact{registry.Phone}, Purpose: "pembinaan"})
	return err
}

func (g *stage) suspended(tx *db.Tx, owner player, b db.ID) error {
	if err := g.published(tx, owner, b); err != nil {
		return err
	}
	return g.Book.Suspend(tx, g.counter.session, registry.Step{Business: b, Reason: "data_diragukan", Sentence: sentences["suspended"]})
}

func (g *stage) closed(tx *db.Tx, owner player, b db.ID) error {
	if err := g.published(tx, owner, b); err != nil {
		return err
	}
	return g.Book.Close(tx, owner.session, registry.Step{Business: b, Reason: "tutup"})
}
