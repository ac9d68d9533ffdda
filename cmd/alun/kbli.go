package main

import (
	"context"
	"fmt"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/registry/kbli"
)

// kbliCmd finds the business codes that fit what somebody does, in everyday
// words.
type kbliCmd struct {
	Words   []string `arg:"" help:"${cli_kbli_words}"`
	Edition string   `help:"${cli_kbli_edition}" default:""`
	Limit   int      `help:"${cli_kbli_limit}" default:"5"`
	JSON    bool     `help:"${cli_json}"`
}

// Run prints the best codes, the best first.
func (c *kbliCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	store, err := openToRead(ctx, cfg)
	if err != nil {
		return err
	}
	defer store.Close()
	var book *kbli.Book
	err = store.Read(ctx, func(tx *db.Tx) (err error) { book, err = kbli.NewShelf().Book(tx); return err })
	if err != nil {
		return err
	}
	version := book.InForce()
	if c.Edition != "" {
		found := false
		if version, found = book.Version(c.Edition); !found {
			return fault.New(fault.NotFound, "kbli.no_version", c.Edition)
		}
	}
	text := strings.Join(c.Words, " ")
	found, err := book.Finder.Search(kbli.Ask{Text: text, Version: version.Version, Limit: max(1, min(c.Limit, 50))})
	if err != nil {
		return err
	}
	for i, m := range found.Matches {
		if err := c.print(d, book, m, i < found.Whole); err != nil {
			return err
		}
	}
	if !c.JSON {
		d.say(d.T("cli.kbli_found", len(found.Matches), text, version.Version))
	}
	return nil
}

func (c *kbliCmd) print(d *desk, book *kbli.Book, m kbli.Match, whole bool) error {
	if c.JSON {
		text := kbli.Split(m.Code.Description)
		return writeJSON(d.out, map[string]any{"version": m.Code.Version, "code": m.Code.Code, "title": m.Code.Shown, "section": m.Code.Section,
			"description": m.Code.Description, "excluded": text.Not, "everyday_words": book.Finder.Said(m, 10), "every_word": whole, "score": m.Score})
	}
	var way []string
	for _, up := range book.Path(m.Code) {
		way = append(way, up.Code)
	}
	_, err := fmt.Fprintf(d.out, "%s  %s\n       KBLI %s: %s\n       %s\n", m.Code.Code, m.Code.Shown, m.Code.Version, strings.Join(way, " > "), book.Finder.Quote(m))
	return err
}
