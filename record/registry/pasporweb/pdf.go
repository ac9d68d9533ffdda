package pasporweb

import (
	"bytes"
	"io"
	"iter"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/letter"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// print makes the passport as a file, on the press, whole, before its first byte is sent.
func (d *Desk) print(tx *db.Tx, r *web.Request, p ownPassport) (web.Reply, error) {
	if p.Tag() == lang.JA { // the fonts of paper have no kanji
		var err error
		if p.sheet, err = d.sheet(tx, d.Words.In(lang.ID), p.sheet.Sheet); err != nil {
			return web.Reply{}, err
		}
	}
	return web.Reply{File: &web.File{Name: "paspor-" + p.code + ".pdf", Type: "application/pdf", Write: func(w io.Writer) error {
		var b bytes.Buffer
		err := d.Press.Do(func() error {
			if err := r.Context().Err(); err != nil { // who waited for a place may have left
				return err
			}
			return p.sheet.pdf(&b, d.City)
		})
		if err != nil {
			return err
		}
		_, err = b.WriteTo(w)
		return err
	}}}, nil
}

// Sizes of the letters on paper, in points.
const (
	titleSize = 16
	textSize  = 9.5
	noteSize  = 8
)

// pdf writes the passport. The same sheet, with its moment, is the same file.
func (s sheet) pdf(w io.Writer, city string) error {
	name := s.text(registry.Name)
	made := face.Moment(s.l, s.At)
	doc := letter.New(letter.Setup{Paper: letter.A4, Margins: letter.LetterMargins, Title: s.l.T("pasporweb.title_of", name), Author: city, Made: s.At,
		Foot: func(page, pages int) (left, right string) {
			return s.l.T("pasporweb.pdf_foot", city, made), s.l.T("pasporweb.pdf_page", page, pages)
		}})
	doc.Lines(s.l.T("pasporweb.pdf_over", city), noteSize, false, letter.Left)
	doc.Lines(name, titleSize, true, letter.Left)
	doc.Lines(s.l.T("pasporweb.pdf_read", made, s.state()), textSize, false, letter.Left)
	if s.Business.Demo {
		doc.Lines(s.l.T("pasporweb.demo"), textSize, true, letter.Left)
	}
	doc.Space(4)
	doc.Table(letter.Table{Size: textSize, Columns: []letter.Column{{Wide: 42}, {Share: 1}, {Wide: 44}},
		Head: [][]letter.HeadCell{{{Text: s.l.T("pasporweb.pdf_fact")}, {Text: s.l.T("pasporweb.pdf_value")}, {Text: s.l.T("pasporweb.pdf_rests")}}}, Rows: s.rows()})
	doc.Space(3)
	if text := s.missing(); text != "" {
		doc.Lines(s.l.T("pasporweb.missing_are", text), textSize, false, letter.Left)
	}
	doc.Lines(s.l.T("pasporweb.pdf_note"), noteSize, false, letter.Left)
	return doc.Write(w)
}

// state is where the business stands in the register.
func (s sheet) state() string { return s.l.T(s.Business.State.Word()) }

// rows are the lines of the table, chapter by chapter.
func (s sheet) rows() iter.Seq[letter.Row] {
	all := append(s.chapters(), chapter{title: s.l.T("pasporweb.part_izin"), facts: s.permits()}, chapter{title: s.l.T("pasporweb.part_riwayat"), facts: s.history()})
	return func(yield func(letter.Row) bool) {
		for _, c := range all {
			if len(c.facts) == 0 {
				continue
			}
			if !yield(letter.Row{Bold: true, Keep: true, Tint: letter.Tint{R: 236, G: 242, B: 243}, Cells: []letter.Cell{{Text: c.title, Cols: 3}}}) {
				return
			}
			for _, f := range c.facts {
				if !yield(letter.Row{Cells: []letter.Cell{{Text: f.Label}, {Text: f.Value}, {Text: restsOn(f)}}}) {
					return
				}
			}
		}
	}
}

// restsOn is what a fact rests on, in one cell.
func restsOn(f parts.Fact) string {
	switch {
	case f.Proof == nil:
		return f.Note
	case f.Note == "":
		return f.Proof.Label
	}
	return f.Proof.Label + "\n" + f.Note
}

// history is the past with the number of products, which paper has no figures for.
func (s sheet) history() []parts.Fact {
	return append(s.past(), parts.Fact{Label: s.l.T("pasporweb.fig_products"), Value: s.l.Show(s.Products)})
}
