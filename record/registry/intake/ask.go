package intake

import (
	"slices"

	"alun/record/registry"
)

// Question is what a file leaves open for all its rows, or for all cells with one
// text; its answer goes into the mapping.
type Question struct {
	Answer  string   `json:"answer"` // where it is answered: columns, all, settings, values
	Name    string   `json:"name"`   // the field or the setting
	Text    string   `json:"text,omitempty"`
	Why     Say      `json:"why"`
	Say     string   `json:"say,omitempty"` // the same in somebody's language
	Choices []Choice `json:"choices,omitempty"`
	Rows    int      `json:"rows,omitempty"` // that wait for it
	Stops   bool     `json:"stops,omitempty"`
}

// settle decides which column is which field, and asks where the head leaves it
// open. A column that a mapping names is what the mapping says.
func (h *Head) settle() (asked []Question) {
	sure := map[Field]bool{}
	for _, c := range h.Columns {
		sure[c.Is] = true
	}
	for i := range h.Columns {
		c := &h.Columns[i]
		if c.Is != "" || c.unsure == "" || sure[c.unsure] {
			continue
		}
		asked = append(asked, Question{Answer: "columns", Name: string(c.unsure), Text: c.At + " " + clip(c.Title), Stops: c.unsure == "name",
			Why: Say{"intake.ask_column_means", []any{c.At, clip(c.Title)}}, Choices: []Choice{{string(c.unsure), ""}, {"", ""}}})
	}
	return append(asked, h.doubled()...)
}

// doubled asks which of several columns of one field is meant, and takes none until
// then.
func (h *Head) doubled() (asked []Question) {
	for _, f := range Fields {
		var at []int
		for i, c := range h.Columns {
			if c.Is == f {
				at = append(at, i)
			}
		}
		if len(at) < 2 {
			continue
		}
		q := Question{Answer: "columns", Name: string(f), Stops: true}
		for _, i := range at {
			c := &h.Columns[i]
			q.Choices = append(q.Choices, Choice{c.At, clip(c.Title)})
			c.Is, c.unsure = "", f // it is asked about, not unknown
		}
		q.Why = Say{"intake.ask_column_twice", []any{q.Choices[0].Value, q.Choices[1].Value}}
		asked = append(asked, q)
	}
	return asked
}

// column names the column of a field, as a report does; of a point in two columns the first
// one. "" where the file has none.
func (h Head) column(f Field) string {
	j, ok := h.place(f)
	if !ok && f == Field(registry.Point) {
		j, ok = h.place(Lat)
	}
	if !ok {
		return ""
	}
	return h.Columns[j].At + " " + clip(h.Columns[j].Title)
}

// place finds the column of a field, counted from 0.
func (h Head) place(f Field) (int, bool) {
	i := slices.IndexFunc(h.Columns, func(c Column) bool { return c.Is == f })
	return i, i >= 0
}
