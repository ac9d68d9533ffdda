package wa

import (
	"encoding/json"

	"alun/ground/db"
)

// About gives the messages about somebody, the oldest first, with what is still
// kept of each: for their own copy, so that nothing is written down as an opening.
func (b Box) About(tx *db.Tx, about db.ID) ([]Opened, error) {
	all, err := db.All(tx, scan, columns+` where about = $1 order by id`, about)
	out := make([]Opened, len(all))
	for i, r := range all {
		out[i].Record = r
		sealed, _, err := db.One(tx, (*db.Row).Text, `select sealed from wa_message where id = $1`, r.ID)
		if err != nil {
			return nil, err
		}
		if sealed == "" {
			continue
		}
		raw, err := b.Keys.Unseal("wa", place(r.ID), sealed)
		var l letter
		if err == nil {
			err = json.Unmarshal([]byte(raw), &l)
		}
		if err != nil {
			return nil, err
		}
		out[i].Number, out[i].Text = l.Number, l.Text
	}
	return out, err
}
