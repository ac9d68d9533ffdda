package main

import (
	"slices"
	"strings"

	"alun/ground/sheet"
	"alun/record/registry/intake"
)

// tellFile says what was found in a file, and what it asks.
func (c *importBusinesses) tellFile(d *desk, f *intake.File, looked intake.Looked) error {
	texts := append(toldForm(d, f), d.T("cli.businesses_head", f.Head.First, f.Head.Last, f.Lines))
	for _, col := range f.Head.Columns {
		if col.Is != "" {
			texts = append(texts, d.T("cli.businesses_column", col.At, col.Title, d.T(col.Is.Label())))
		}
	}
	for _, col := range f.Unknown() {
		if col.Title == "" {
			texts = append(texts, d.T("cli.businesses_nameless", col.At))
			continue
		}
		texts = append(texts, d.T("cli.businesses_unknown", col.At, col.Title))
	}
	if aside := f.Aside(); len(aside) > 0 {
		names := make([]string, len(aside))
		for i, col := range aside {
			names[i] = col.At + " " + col.Title
		}
		texts = append(texts, d.T("cli.businesses_aside", strings.Join(names, " · ")))
	}
	for _, q := range looked.Questions[:min(len(looked.Questions), fewQuestions)] {
		texts = append(texts, d.T("cli.businesses_question", q.Answer, q.Name, q.Rows, q.Why.In(d.Lang)))
	}
	m := f.Mapping
	m.Asked = slices.Clone(looked.Questions)
	for i, q := range m.Asked {
		m.Asked[i].Say = q.Why.In(d.Lang)
	}
	for _, t := range texts {
		if err := writeJSON(d.out, piece{Text: t}); err != nil {
			return err
		}
	}
	return writeJSON(d.out, piece{Mapping: m.JSON()})
}

// toldForm says as what a file was read, where nobody but the file itself has said so: its
// letters and separator, the sheet, the order of its days.
func toldForm(d *desk, f *intake.File) (texts []string) {
	switch book := f.Book(); {
	case book.Kind() == sheet.CSV && book.Separator() == 0:
		texts = append(texts, d.T("cli.businesses_csv_one", book.Encoding()))
	case book.Kind() == sheet.CSV:
		texts = append(texts, d.T("cli.businesses_csv", book.Encoding(), d.T(string(book.SeparatorName()))))
	case len(f.Sheets) > 1:
		texts = append(texts, d.T("cli.businesses_of_sheets", f.Sheet, len(f.Sheets)))
	}
	if f.Days != "" {
		texts = append(texts, d.T("cli.businesses_days_"+f.Days))
	}
	return texts
}
