package placeweb

import (
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/place"
)

// seriesTable is one way of counting, newest first.
func (d desk) seriesTable(s place.Series) parts.Table {
	t := parts.Table{Caption: d.T("place.series_caption", d.basis(s.Basis)), Shown: true, Cards: true, Columns: []parts.Column{
		{Label: d.T("place.col_when")}, {Label: d.T("place.col_people"), Number: true},
		{Label: d.T("place.col_male"), Number: true}, {Label: d.T("place.col_female"), Number: true},
		{Label: d.T("place.col_source"), Full: true},
	}}
	for _, f := range s.Figures {
		people := parts.Cell{Text: lang.Whole(d.Tag(), f.People)}
		if !f.Firm() {
			people.Part = parts.Cap(d.Lang, parts.Stamp{Kind: parts.Flagged, Label: d.T("place.disputed")})
		}
		source := parts.Cell{Text: f.Source, Note: d.grade(f.Grade)}
		if a := d.atlas.byCode[f.Code]; f.Named != "" && f.Named != a.Name {
			source.Note = d.T("place.named", f.Named) + " " + source.Note
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{
			{Text: d.when(f)}, people, {Text: d.count(f.Male)}, {Text: d.count(f.Female)}, source,
		}})
	}
	return t
}
