package form

import (
	"io"
	"strings"

	"alun/ground/date"
	"alun/ground/lang"
	"alun/ground/letter"
)

// slipWords are the words of the sheet on which a form is passed on.
type slipWords struct {
	Government string   `json:"government"`
	Title      string   `json:"title"`
	Number     string   `json:"number"`
	Day        string   `json:"day"`
	From       string   `json:"from"`
	About      string   `json:"about"`
	Subject    string   `json:"subject"`
	To         string   `json:"to"`
	People     []string `json:"people"`
	Asked      string   `json:"asked"`
	Requests   []string `json:"requests"`
	Note       string   `json:"note"`
}

// Slip writes the disposition sheet of a form that went out. What it asks, and of
// whom, is ticked and written by hand.
func (f Form) Slip(w io.Writer) error {
	s := f.words.Slip
	from, head := f.Office.Name, letter.Letterhead{Over: []string{strings.ToUpper(fill(s.Government, "{city}", f.frame.City))}, Name: strings.ToUpper(f.Office.Name)}
	if f.City() {
		from = strings.Join(f.frame.Evaluator, " ")
		head = letter.Letterhead{Name: head.Over[0]}
	}
	d := letter.New(letter.Setup{Paper: letter.A4, Margins: letter.LetterMargins, Title: s.Title + " · " + f.Number, Author: f.frame.City, Made: f.Made})
	d.Head(head)
	d.Slip(letter.Slip{Title: strings.ToUpper(s.Title),
		Facts: []letter.Pair{{Name: s.Number, Text: f.Number}, {Name: s.Day, Text: date.DayOf(f.Made).In(lang.ID)}, {Name: s.From, Text: from},
			{Name: s.About, Text: fill(s.Subject, "{period}", f.period())}},
		Lists: []letter.List{{Title: s.To, Items: items(s.People)}, {Title: s.Asked, Items: items(s.Requests)}},
		Note:  s.Note,
		Sign:  letter.Signature{NIP: fill(f.words.NIP, "{nip}", "")}})
	return d.Write(w)
}

func items(all []string) []letter.Item {
	out := make([]letter.Item, len(all))
	for i, text := range all {
		out[i].Text = text
	}
	return out
}
