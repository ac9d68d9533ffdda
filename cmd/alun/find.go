package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/ground/keys"
	"alun/record/diary"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/directory"
	"alun/record/registry/kbli"
)

// findCmd finds published businesses by everyday words.
type findCmd struct {
	Words     []string `arg:"" help:"${cli_find_words}"`
	Kecamatan []string `help:"${cli_find_kecamatan}" placeholder:"NAME"`
	Limit     int      `help:"${cli_find_limit}" default:"10"`
	Explain   bool     `help:"${cli_find_explain}"`
	JSON      bool     `help:"${cli_json}"`
}

// mostFound bounds how many are printed; more are refused, and not left out in silence.
const mostFound = 1000

// Run reads the saved index, or makes one that is not kept, and prints the best.
func (c *findCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	if c.Limit < 1 || c.Limit > mostFound {
		return fault.New(fault.Invalid, "cli.find_limit_bound", c.Limit, mostFound)
	}
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	ring, err := keysToRead(ctx, store, cfg.keyPath())
	if err != nil {
		return err
	}
	book := &registry.Book{Box: diary.NewBox(ring), Ring: ring}
	dir, err := directory.New(directory.Config{DB: store, Book: book, Shelf: kbli.NewShelf(), Path: cfg.directoryPath(), More: moreOf})
	if err != nil {
		return err
	}
	if err := dir.Caught(ctx); err != nil {
		return err
	}
	return store.Read(ctx, func(tx *db.Tx) error { return c.answer(tx, d, dir, book, ring.Codec()) })
}

// answer asks and prints.
func (c *findCmd) answer(tx *db.Tx, d *desk, dir *directory.Directory, book *registry.Book, codec keys.Codec) (err error) {
	ask := directory.Ask{Text: strings.Join(c.Words, " "), Limit: c.Limit, Explain: c.Explain, Bare: true}
	if ask.Areas, err = kecamatans(tx, c.Kecamatan); err != nil {
		return err
	}
	found, err := dir.Find(ask)
	if err != nil {
		return err
	}
	say := lister{tx, d, book, codec, c.JSON}
	if err := say.list(found.Hits, func(i int, line *foundLine) {
		line.Other = found.Any
		if c.Explain {
			line.Parts = found.Explained[i].Parts
		}
	}); err != nil {
		return err
	}
	if !c.JSON {
		d.say(c.sum(d, ask.Text, found))
	}
	if len(found.Others) == 0 {
		return nil
	}
	if !c.JSON {
		d.say(d.T("cli.find_others", len(found.Others)))
	}
	return say.list(found.Others, func(_ int, line *foundLine) { line.Other = true })
}

// lister prints what was found.
type lister struct {
	tx    *db.Tx
	desk  *desk
	book  *registry.Book
	codec keys.Codec
	json  bool
}

// list prints one line a hit, each as more makes it.
func (l lister) list(hits []directory.Hit, more func(i int, line *foundLine)) error {
	ids, at := make([]db.ID, len(hits)), map[db.ID]int{}
	for i, h := range hits {
		ids[i], at[h.ID] = h.ID, i
	}
	all, err := l.book.ListedAll(l.tx, ids)
	if err != nil {
		return err
	}
	for _, b := range all {
		where, _, err := place.ByCode(l.tx, b.Facts[registry.Kelurahan])
		if err != nil {
			return err
		}
		i := at[b.ID]
		line := foundLine{Code: l.codec.Encode(int64(b.ID)), Name: b.Facts[registry.Name], Area: where.Code, Kelurahan: where.Called(),
			KBLI: b.Facts[registry.KBLI], Demo: b.Demo, Score: hits[i].Score}
		more(i, &line)
		if err := line.print(l.desk, l.json); err != nil {
			return err
		}
	}
	return nil
}

func (c *findCmd) sum(d *desk, text string, found directory.Found) string {
	if found.Any {
		return d.T("cli.find_some", found.Total, text)
	}
	return d.T("cli.find_found", found.Total, text)
}

// kecamatans finds the codes of kecamatan that were named, or given as codes.
func kecamatans(tx *db.Tx, names []string) (codes []string, err error) {
	all, err := place.OfLevel(tx, place.Kecamatan)
	for _, name := range names {
		i := slices.IndexFunc(all, func(a place.Area) bool {
			return a.Code == name || strings.EqualFold(a.Name, name) || a.Other != "" && strings.EqualFold(a.Other, name)
		})
		if err == nil && i < 0 {
			err = fault.New(fault.NotFound, "cli.no_kecamatan", name)
		}
		if err != nil {
			return nil, err
		}
		codes = append(codes, all[i].Code)
	}
	return codes, err
}

// foundLine is a business that was found. Other says that it has only some of the words:
// of all lines where no business has every word, else of those that come last, beside a few
// that have all of them, and are in no count.
type foundLine struct {
	Code      string      `json:"code"`
	Name      string      `json:"name"`
	Area      string      `json:"area"`
	Kelurahan string      `json:"kelurahan"`
	KBLI      string      `json:"kbli"`
	Demo      bool        `json:"made_up"`
	Score     float32     `json:"score"`
	Other     bool        `json:"other,omitempty"`
	Parts     []find.Part `json:"explained,omitempty"`
}

func (l foundLine) print(d *desk, asJSON bool) error {
	if asJSON {
		return writeJSON(d.out, l)
	}
	mark := ""
	if l.Demo {
		mark = " [" + d.T("cli.find_demo") + "]"
	}
	_, err := fmt.Fprintf(d.out, "%s  %s%s (%s) %.3f\n", l.Code, l.Name, mark, l.Kelurahan, l.Score)
	for _, p := range l.Parts {
		if err == nil {
			_, err = fmt.Fprintf(d.out, "    %s → %s: %.2f × %.2f × %.3f = %.3f\n", p.Typed, p.Term, p.Idf, p.Weight, p.Impact, p.Score)
		}
	}
	return err
}
