package opendataweb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/pace"
	"alun/ground/quantity"
	"alun/ground/sheet"
	"alun/ground/web"
	"alun/record/diary"
	"alun/record/registry/opendata"
)

// fileTime is how long it may take to make a file of the register: others wait for the place.
const fileTime = 2 * time.Minute

// taking is how many files one sender may take: each is the whole register.
var taking = pace.Rate{What: "opendata.file", Many: 30, In: time.Hour}

// errStopped ends reading when the reader has left.
var errStopped = errors.New("opendataweb: the reader has left")

// published is the open data as a file. It is not held in memory, and a place on the press is
// taken only while it is made: see letter.Press.Send.
func (d Door) published(tx *db.Tx, r *web.Request, format string, write func(ctx context.Context, w io.Writer, now time.Time, l lang.Lang, head diary.Head) error) (web.Reply, error) {
	if err := r.Paced(taking); err != nil {
		return web.Reply{}, err
	}
	head, _, err := diary.Newest(tx)
	if err != nil {
		return web.Reply{}, err
	}
	now := tx.Now()
	name := fmt.Sprintf("usaha-terbit-%s-buku%d-%.8s.%s", date.DayOf(now), head.Seq, head.Hash+"00000000", format)
	return web.Reply{File: &web.File{Name: name, Type: sheet.MediaType(format), Write: func(w io.Writer) error {
		return d.Press.Send(w, func(w io.Writer) error {
			ctx, cancel := context.WithTimeout(r.Context(), fileTime)
			defer cancel()
			return write(ctx, w, now, r.Lang, head)
		})
	}}}, nil
}

func (d Door) csv(tx *db.Tx, r *web.Request) (web.Reply, error) {
	return d.published(tx, r, "csv", func(ctx context.Context, w io.Writer, _ time.Time, _ lang.Lang, _ diary.Head) error {
		var failed error
		t := sheet.Table{Name: "usaha", Rows: func(yield func([]sheet.Cell) bool) {
			failed = d.Release.Rows(ctx, func(row opendata.Row) error {
				line := make([]sheet.Cell, len(opendata.Fields))
				for i, f := range opendata.Fields {
					line[i] = cellOf(f, row[f.Name])
				}
				if !yield(line) {
					return errStopped
				}
				return nil
			})
		}}
		for _, f := range opendata.Fields {
			t.Head = append(t.Head, sheet.Column{Name: f.Name})
		}
		if err := sheet.WriteCSV(w, t); err != nil {
			return err
		}
		return failed
	})
}

// cellOf is a value as a cell. Degrees are a number: as text, their minus would be taken for the
// beginning of a formula.
func cellOf(f opendata.Field, text string) sheet.Cell {
	if f.Form == "degree" {
		if q, err := quantity.Parse(text); err == nil {
			return sheet.Decimal(q)
		}
	}
	return sheet.Text(text)
}

// about stands before the rows of the JSON file, and marks around them.
type about struct {
	Licence string  `json:"licence"`
	Source  string  `json:"source"`
	AsOf    string  `json:"as_of"`
	Fields  []field `json:"fields"`
	Before  mark    `json:"diary_before"`
}

type field struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Form    string `json:"form"`
	Source  string `json:"source"`
}

// mark is a head of the diary: how many entries were sealed, and the hash of the last seal.
type mark struct {
	Entries int64  `json:"entries"`
	Hash    string `json:"hash"`
}

func markOf(h diary.Head) mark { return mark{h.Seq, h.Hash} }

// json writes the rows between what they mean and the heads of the diary before and after: when
// these are the same, nothing changed while the file was written.
func (d Door) json(tx *db.Tx, r *web.Request) (web.Reply, error) {
	only, err := opendata.OnlyMadeUp(tx)
	if err != nil {
		return web.Reply{}, err
	}
	return d.published(tx, r, "json", func(ctx context.Context, w io.Writer, now time.Time, l lang.Lang, head diary.Head) error {
		first, err := json.Marshal(about{Licence: licence(l, only, true), Source: l.T("opendataweb.source_short"), AsOf: date.DayOf(now).String(), Fields: fieldsOf(l), Before: markOf(head)})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s,\n\"businesses\":[", first[:len(first)-1]); err != nil {
			return err
		}
		comma := "\n"
		err = d.Release.Rows(ctx, func(row opendata.Row) error {
			line, err := ordered(row)
			if err == nil {
				_, err = fmt.Fprintf(w, "%s%s", comma, line)
				comma = ",\n"
			}
			return err
		})
		if err != nil {
			return err
		}
		after, err := d.Release.Head(ctx)
		if err != nil {
			return err
		}
		last, err := json.Marshal(markOf(after))
		if err == nil {
			_, err = fmt.Fprintf(w, "\n],\"diary_after\":%s}\n", last)
		}
		return err
	})
}

// ordered is a row as JSON, in the order of the fields; what is not known is null.
func ordered(row opendata.Row) ([]byte, error) {
	out := []byte{'{'}
	for i, f := range opendata.Fields {
		var v any
		switch text := row[f.Name]; {
		case text == "":
		case f.Form == "degree":
			v = json.Number(text)
		default:
			v = text
		}
		text, err := json.Marshal(v)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, '"')
		out = append(append(append(out, f.Name...), '"', ':'), text...)
	}
	return append(out, '}'), nil
}

// fieldsOf are the columns with what they mean.
func fieldsOf(l lang.Lang) (out []field) {
	for _, f := range slices.Clone(opendata.Fields) {
		out = append(out, field{f.Name, l.T("opendataweb.field_" + f.Name), l.T("opendataweb.form_" + f.Form), l.T("opendataweb.from_" + f.Source)})
	}
	return out
}
