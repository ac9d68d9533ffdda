package intake

import (
	"regexp"
	"strings"

	"alun/ground/wa"
	"alun/record/registry"
	"alun/record/registry/saring"
)

// openTexts are the fields whose texts everybody reads once the business is public.
var openTexts = []struct {
	field Field
	place saring.Place
}{{"name", saring.Name}, {"other_names", saring.Name}, {"address", saring.Where}, {"capacity", saring.Short}, {"about_id", saring.About}, {"about_en", saring.About}, {"about_ja", saring.About}}

// seemly asks about a text that bears a number of somebody, or words that no page shows:
// what it should say instead is nobody's guess. The report repeats no number.
func (x *reading) seemly() {
	for _, o := range openTexts {
		never := saring.Never(o.place, x.set[registry.Fact(o.field)])
		if len(never) == 0 || x.troubled(o.field) || leftOut("seemly") {
			continue
		}
		t := &Trouble{Doubt: true, Why: Say{never[0].Word(), []any{never[0].Most}}, Mend: Say{"intake.mend_seemly", nil}}
		i := x.issue(o.field, t)
		i.Value = masked(i.Value)
		x.row.Issues = append(x.row.Issues, i)
		delete(x.set, registry.Fact(o.field))
	}
}

// masked is a text without its digits.
func masked(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= '０' && r <= '９' {
			return '•'
		}
		return r
	}, text)
}

// chatNumber is the number of a link that opens a chat of WhatsApp.
var chatNumber = regexp.MustCompile(`(?i)(?:wa\.me/|[?&]phone=)(?:\+|%2B)?([0-9]{9,15})`)

// web reads the address of a website. A link that opens a chat or bears a number is none:
// its number becomes the one of WhatsApp, which nobody sees before the owner opens it, and
// the cell is left out.
func (x *reading) web() {
	text, _, ok := x.given("web")
	if !ok {
		return
	}
	if !saring.Contact(text) || leftOut("web") {
		x.set[registry.Web] = text
		return
	}
	t := refuse("intake.web_contact", "intake.mend_web")
	if m := chatNumber.FindStringSubmatch(text); m != nil && nothing(x.cells["wa"]) {
		if n, err := wa.Number(m[1]); err == nil {
			x.set[registry.WA] = n
			t = refuse("intake.web_number", "intake.mend_web")
		}
	}
	i := x.issue("web", t)
	i.Value, i.Left = masked(i.Value), true
	x.row.Issues = append(x.row.Issues, i)
}
