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
	all := []paragraph{{text: l.T("notice.digest_text", len(items), k.House)}}
	for _, it := range items[:min(len(items), shown)] {
		all = append(all, k.say(l, it))
	}
	if more := len(items) - shown; more > 0 {
		all = append(all, paragraph{text: l.T("notice.digest_more", more), link: k.link(l.Tag(), "/renja"), label: l.T("notice.open_plan")})
	}
	end := k.link(l.Tag(), "/ikuti/berhenti/"+k.endToken(reader))
	all = append(all, paragraph{text: l.T("notice.digest_why"), link: end, label: l.T("notice.end_button")})
	w, err := write(l, l.T("notice.digest_subject", len(items), k.House), all)
	w.end = end
	return w, err
}

// say tells one fact.
func (k *Desk) say(l lang.Lang, it item) paragraph {
	switch it.Fact {
	case "plan.published":
		path := fmt.Sprintf("/renja/%d?tw=%d", it.Year, it.Quarter)
		return paragraph{l.T("notice.said_published", date.Quarter{Year: it.Year, N: it.Quarter}), k.link(l.Tag(), path), l.T("notice.open_report")}
	case "plan.erratum_answered":
		return paragraph{l.T("notice.said_answered", it.Short, it.Code), k.link(l.Tag(), it.row()), l.T("notice.open_row")}
	}
	return paragraph{l.T("notice.said_told", it.Short, it.Code), k.link(l.Tag(), it.row()), l.T("notice.open_row")}
}

func (it item) row() string { return fmt.Sprintf("/renja/%d/%s/%s", it.Year, it.Slug, it.Code) }
