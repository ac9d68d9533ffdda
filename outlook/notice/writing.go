package notice

import (
	"context"
	"fmt"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
)

// writing is a message in words.
type writing struct {
	subject string
	text    string
	html    string
	end     string        // the address that ends such messages, or ""
	lasts   time.Duration // of no use after that; 0 for no end
}

func (w writing) until(now time.Time) time.Time {
	if w.lasts == 0 {
		return time.Time{}
	}
	return now.Add(w.lasts)
}

// paragraph is a piece of a message: words, and perhaps where they lead.
type paragraph struct{ text, link, label string }

// write makes the message of its paragraphs, as text and as HTML.
func write(l lang.Lang, subject string, all []paragraph) (writing, error) {
	var text, html strings.Builder
	for _, p := range all {
		if p.text != "" {
			text.WriteString(p.text + "\n")
		}
		if p.link != "" {
			text.WriteString(p.link + "\n")
		}
		text.WriteString("\n")
	}
	err := letter(l, subject, all).Render(context.Background(), &html)
	return writing{subject: subject, text: strings.TrimSpace(text.String()) + "\n", html: html.String()}, err
}

// askLetter asks whether the reader wants to follow.
func (k *Desk) askLetter(l lang.Lang, name, token string) writing {
	link := k.link(l.Tag(), "/ikuti/setuju/"+token)
	w, err := write(l, l.T("notice.ask_subject", k.House), []paragraph{
		{text: l.T("notice.ask_text", name, k.House)},
		{text: l.T("notice.ask_press", int(linkTime.Hours())), link: link, label: l.T("notice.ask_button")},
		{text: l.T("notice.ask_not_you", int(askedKeep.Hours()/24))},
	})
	if err != nil {
		w.html = "" // the text says the same
	}
	w.lasts = linkTime
	return w
}

// digestLetter tells a reader's items.
func (k *Desk) digestLetter(l lang.Lang, reader db.ID, items []item) (writing, error) {
	told := k.sayOnce(l, items)
	all := []paragraph{{text: l.T("notice.digest_text", len(told), k.House)}}
	all = append(all, told[:min(len(told), shown)]...)
	if more := len(told) - shown; more > 0 {
		all = append(all, paragraph{text: l.T("notice.digest_more", more), link: k.link(l.Tag(), "/renja"), label: l.T("notice.open_plan")})
	}
	end := k.link(l.Tag(), "/ikuti/berhenti/"+k.endToken(reader))
	all = append(all, paragraph{text: l.T("notice.digest_why"), link: end, label: l.T("notice.end_button")})
	w, err := write(l, l.T("notice.digest_subject", len(told), k.House), all)
	w.end = end
	return w, err
}

// say tells one fact.
func (k *Desk) say(l lang.Lang, it item) paragraph {
	p := paragraph{link: k.link(l.Tag(), it.row()), label: l.T("notice.open_row")}
	if it.Code == "" {
		p = paragraph{link: k.link(l.Tag(), fmt.Sprintf("/renja/%d?tw=%d", it.Year, it.Quarter)), label: l.T("notice.open_report")}
	}
	quarter := date.Quarter{Year: it.Year, N: it.Quarter}
	switch key := it.key(); {
	case it.Code == "":
		p.text = l.T(key, quarter)
	case it.Quarter == 0:
		p.text = l.T(key, it.Short, it.Code)
	default:
		p.text = l.T(key, it.Short, it.Code, quarter)
	}
	return p
}

// key is the key of the sentence that tells an item.
func (it item) key() string {
	row := it.Code != ""
	switch it.Fact {
	case "plan.published":
		switch {
		case row && it.Mended:
			return "notice.said_published_row_mended"
		case row:
			return "notice.said_published_row"
		case it.Mended:
			return "notice.said_published_mended"
		}
		return "notice.said_published"
	case "plan.note_opened":
		if row {
			return "notice.said_opened_row"
		}
		return "notice.said_opened"
	}
	return said[it.Fact]
}

// said are the keys of facts that are told in one way.
var said = map[string]string{"plan.round_closed": "notice.said_closed", "plan.note_answered": "notice.said_explained", "plan.note_accepted": "notice.said_accepted",
	"plan.note_returned": "notice.said_returned", "plan.erratum_answered": "notice.said_answered", "plan.erratum_told": "notice.said_told"}

// sayOnce tells facts, and leaves out what would be said a second time: a report
// that was published again, another note on the same row.
func (k *Desk) sayOnce(l lang.Lang, items []item) (out []paragraph) {
	seen := map[paragraph]bool{}
	for _, it := range items {
		p := k.say(l, it)
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out
}

func (it item) row() string { return fmt.Sprintf("/renja/%d/%s/%s", it.Year, it.Slug, it.Code) }
