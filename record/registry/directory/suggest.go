package directory

import (
	"context"
	"slices"
	"strings"
	"time"

	"alun/ground/db"
	"alun/ground/find"
	"alun/ground/find/word"
	"alun/record/place"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// suggestTime bounds what a suggestion may take: the next letter is typed by then.
const suggestTime = time.Second

// mostOf is how many suggestions of a kind there are, but for words.
const mostOf = 3

// Suggest completes what is being typed: the last word, by words of the index that
// lead to something together with those before it; areas, codes of the KBLI, and
// businesses of which the name has these words. Until the index is ready there is
// nothing. Whoever holds a transaction asks SuggestIn: this one opens a read.
func (d *Directory) Suggest(typed string, n int) (out []Suggestion) {
	if !d.suggests(typed, n) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), suggestTime)
	defer cancel()
	err := d.config.DB.Read(ctx, func(tx *db.Tx) (err error) { out, err = d.SuggestIn(tx, typed, n); return err })
	if err == nil {
		return out
	}
	d.config.Log.Error("the directory cannot suggest", "err", err)
	h := d.now.Load()
	return h.together(typed, n, h.lore.areasLike(word.Split(typed)), nil, nil)
}

// SuggestIn is Suggest within a transaction: a second read inside a first one waits for
// a reader while it holds one, and a few of those at once stop them all.
func (d *Directory) SuggestIn(tx *db.Tx, typed string, n int) ([]Suggestion, error) {
	if !d.suggests(typed, n) {
		return nil, nil
	}
	h, tokens := d.now.Load(), word.Split(typed)
	codes, err := d.codesLike(tx, typed)
	if err != nil {
		return nil, err
	}
	named, err := d.namesLike(tx, h, tokens)
	if err != nil {
		return nil, err
	}
	return h.together(typed, n, h.lore.areasLike(tokens), codes, named), nil
}

// suggests tells whether there is anything to complete, and anything to do it with.
func (d *Directory) suggests(typed string, n int) bool {
	return d.now.Load() != nil && len(word.Split(typed)) > 0 && n > 0
}

// together puts words in front, and a few of each other kind behind them.
func (h *holding) together(typed string, n int, areas, codes, named []Suggestion) []Suggestion {
	out := slices.Concat(first(areas, mostOf), first(codes, mostOf), first(named, mostOf))
	out = append(h.wordsLike(typed, max(n-len(out), (n+1)/2)), out...)
	return first(out, n)
}

func first(all []Suggestion, n int) []Suggestion { return all[:min(n, len(all))] }

// wordsLike completes the last word, the rest as it was typed: first by what stands
// right behind the word before it, the most frequent first.
func (h *holding) wordsLike(typed string, n int) []Suggestion {
	tokens := word.Split(typed)
	last := tokens[len(tokens)-1]
	type completion struct {
		text   string
		behind int
	}
	var all []completion
	const more = 8
	for _, w := range h.index.Suggest(typed, n+more) {
		if strings.Contains(w, "-") { // a doubled word finds what the word itself does
			continue
		}
		c := completion{text: strings.TrimSpace(strings.TrimSpace(typed[:last.From]) + " " + w)}
		if len(tokens) > 1 {
			r, err := h.index.Search(find.Query{Text: `"` + tokens[len(tokens)-2].Text + " " + w + `"`})
			if c.behind = r.Total; err == nil && r.Total == 0 {
				r, err = h.index.Search(find.Query{Text: c.text, Plain: true})
			}
			if err != nil || r.Total == 0 {
				continue
			}
		}
		all = append(all, c)
	}
	slices.SortStableFunc(all, func(a, b completion) int { return b.behind - a.behind })
	var out []Suggestion
	for _, c := range all[:min(n, len(all))] {
		out = append(out, Suggestion{Text: c.text, Kind: "word"})
	}
	return out
}

// begins tells whether a text has all the words, each at the beginning of a word of
// its own.
func begins(text string, tokens []word.Token) bool {
	has := word.Split(text)
	for _, t := range tokens {
		if !slices.ContainsFunc(has, func(w word.Token) bool { return strings.HasPrefix(w.Text, t.Text) }) {
			return false
		}
	}
	return true
}

func (l *lore) areasLike(tokens []word.Token) (out []Suggestion) {
	for code, a := range l.areas {
		if a.Level != place.City && (begins(a.Name, tokens) || begins(a.Other, tokens)) {
			out = append(out, Suggestion{Text: a.Called(), Kind: "area", Code: code})
		}
	}
	slices.SortFunc(out, func(a, b Suggestion) int { return strings.Compare(a.Code, b.Code) })
	return out
}

func (d *Directory) codesLike(tx *db.Tx, typed string) (out []Suggestion, err error) {
	book, err := d.config.Shelf.Book(tx)
	if err != nil || len(book.Versions) == 0 {
		return nil, err
	}
	found, err := book.Finder.Search(kbli.Ask{Text: typed, Version: book.InForce().Version, Limit: mostOf})
	for _, m := range found.Matches[:min(found.Whole, len(found.Matches))] {
		out = append(out, Suggestion{Text: m.Code.Shown, Kind: "kbli", Code: m.Code.Version + ":" + m.Code.Code})
	}
	return out, err
}

// namesLike are businesses of which the name has the words. A single letter names
// nobody.
func (d *Directory) namesLike(tx *db.Tx, h *holding, tokens []word.Token) (out []Suggestion, err error) {
	var text strings.Builder
	letters := 0
	for _, t := range tokens {
		text.WriteString(t.Text + "* ")
		letters += len(t.Text)
	}
	if letters < 2 {
		return nil, nil
	}
	const look = 20
	r, err := h.index.Search(find.Query{Text: text.String(), Limit: look})
	if err != nil {
		return nil, err
	}
	ids := make([]db.ID, len(r.Hits))
	for i, hit := range r.Hits {
		ids[i] = db.ID(hit.ID)
	}
	all, err := d.config.Book.ListedAll(tx, ids)
	for _, b := range all {
		if name := b.Facts[registry.Name]; begins(name, tokens) && len(out) < mostOf {
			out = append(out, Suggestion{Text: name, Kind: "business", ID: b.ID, Demo: b.Demo})
		}
	}
	return out, err
}
