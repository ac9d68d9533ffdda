package planweb

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"alun/ground/lang"
	"alun/ground/sheet"
	"alun/ground/web/parts"
	"alun/record/plan"
)

// narrowings are what the list of offices can be narrowed to, in the order of the
// page; each is a value of ?keadaan=.
var narrowings = []string{"ditunggu", "terlambat", "belum", "draf", "terkirim", "dikembalikan", "terverifikasi", "terkunci", "sudah", "tanya"}

// fits tells whether an office belongs into a narrowed list.
func fits(o plan.OfficeState, state string) bool {
	switch state {
	case "":
		return true
	case "ditunggu":
		return o.Submission.State.Awaited()
	case "terlambat":
		return o.Submission.State.Awaited() && o.Late > 0
	case "sudah":
		return o.Sent()
	case "tanya":
		return o.Faults+o.Questions > 0
	}
	return string(o.Submission.State) == state
}

func (p watchPage) narrowed(state string) (out []plan.OfficeState) {
	for _, o := range p.all {
		if fits(o, state) {
			out = append(out, o)
		}
	}
	return out
}

// orderings are what the list can be sorted by; without one it is by name.
var orderings = []string{"keadaan", "kosong", "periksa", "kembali", "dikirim", "berubah"}

func (p watchPage) sorted(list []plan.OfficeState) []plan.OfficeState {
	by := func(a, b plan.OfficeState) int { return 0 }
	switch p.order {
	case "keadaan":
		by = func(a, b plan.OfficeState) int {
			return cmp.Or(cmp.Compare(slices.Index(plan.States, a.Submission.State), slices.Index(plan.States, b.Submission.State)), cmp.Compare(b.Late, a.Late))
		}
	case "kosong":
		by = func(a, b plan.OfficeState) int { return cmp.Compare(b.Missing+b.Unread, a.Missing+a.Unread) }
	case "periksa":
		by = func(a, b plan.OfficeState) int {
			return cmp.Or(cmp.Compare(b.Faults, a.Faults), cmp.Compare(b.Questions, a.Questions))
		}
	case "kembali":
		by = func(a, b plan.OfficeState) int { return cmp.Compare(b.Returned, a.Returned) }
	case "dikirim":
		by = func(a, b plan.OfficeState) int { return b.Submission.SentAt.Compare(a.Submission.SentAt) }
	case "berubah":
		by = func(a, b plan.OfficeState) int { return p.changed[b.Office.ID].Compare(p.changed[a.Office.ID]) }
	}
	slices.SortStableFunc(list, func(a, b plan.OfficeState) int {
		return cmp.Or(by(a, b), cmp.Compare(plan.Fold(a.Office.Short), plan.Fold(b.Office.Short)))
	})
	return list
}

// at is this list narrowed and sorted otherwise.
func (p watchPage) at(state, order string) string {
	q := url.Values{}
	if state != "" {
		q.Set("keadaan", state)
	}
	if order != "" {
		q.Set("urut", order)
	}
	out := p.roundHref(p.round.Quarter)
	if len(q) > 0 {
		out += "?" + q.Encode()
	}
	return out
}

// chips narrow the list; what would leave nothing is left out.
func (p watchPage) chips() []parts.Tag {
	out := []parts.Tag{{Label: p.T("plan.watch_all"), Href: p.at("", p.order), Count: strconv.Itoa(len(p.all)), On: p.state == ""}}
	for _, s := range narrowings {
		if n := len(p.narrowed(s)); n > 0 || s == p.state {
			out = append(out, parts.Tag{Label: p.narrowWord(s), Href: p.at(s, p.order), Count: strconv.Itoa(n), On: p.state == s})
		}
	}
	return out
}

func (p watchPage) narrowWord(state string) string {
	if slices.Contains(plan.States, plan.State(state)) {
		return stateWord(p.Lang, plan.State(state))
	}
	return p.T("plan.watch_" + state)
}

// sortings order the list where the heads of the columns are not seen.
func (p watchPage) sortings() []parts.Tag {
	out := []parts.Tag{{Label: p.T("plan.sort_name"), Href: p.at(p.state, ""), On: p.order == ""}}
	for _, o := range orderings {
		out = append(out, parts.Tag{Label: p.T("plan.sort_" + o), Href: p.at(p.state, o), On: p.order == o})
	}
	return out
}

func (p watchPage) column(key, order string, c parts.Column) parts.Column {
	c.Label, c.Href = p.T(key), p.at(p.state, order)
	if p.order == order {
		c.Sorted = "ascending"
		if order != "" && order != "keadaan" {
			c.Sorted = "descending"
		}
	}
	return c
}

// table is one line an office.
func (p watchPage) table() parts.Table {
	t := parts.Table{ID: "opd", Caption: p.T("plan.watch_title", p.round.Quarter), Cards: true, Dense: true, Empty: p.T("plan.watch_empty"), Columns: []parts.Column{
		p.column("plan.office", "", parts.Column{Full: true}), p.column("plan.state", "keadaan", parts.Column{Full: true}),
		p.column("plan.watch_missing", "kosong", parts.Column{Number: true, Desk: true}), p.column("plan.watch_findings", "periksa", parts.Column{Number: true, Desk: true}),
		p.column("plan.watch_back", "kembali", parts.Column{Number: true, Desk: true}), p.column("plan.watch_when", "dikirim", parts.Column{Desk: true}),
		p.column("plan.watch_changed", "berubah", parts.Column{Desk: true})}}
	if p.mine() && p.round.Open() {
		t.Columns = append(t.Columns, parts.Column{Label: p.T("plan.remind"), Full: true})
	}
	for _, o := range p.shown {
		t.Rows = append(t.Rows, p.row(o))
	}
	if len(p.shown) > 1 {
		t.Foot = p.totals()
	}
	return t
}

func (p watchPage) row(o plan.OfficeState) parts.Row {
	begun := o.Submission.State != plan.Belum
	r := parts.Row{ID: o.Office.Slug, Cells: []parts.Cell{
		{Text: o.Office.Short, Href: p.officeLink(o), Note: o.Office.In(p.Tag())}, {Part: watchState(p, o)},
		p.fromN(begun, o.Missing+o.Unread, o.Wanted), p.findings(begun, o), p.back(o),
		{Text: dashed(p.dayOf(o.Submission.SentAt)), Note: p.senders[o.Office.ID]}, {Text: dashed(p.dayOf(p.changed[o.Office.ID]))}}}
	if p.mine() && p.round.Open() {
		r.Cells = append(r.Cells, parts.Cell{Part: watchRemind(p, o)})
	}
	return r
}

// fromN writes how many cells lack something, of how many.
func (p watchPage) fromN(begun bool, missing, wanted int) parts.Cell {
	if !begun {
		return parts.Cell{Text: "–"}
	}
	return parts.Cell{Text: lang.Whole(p.Tag(), int64(missing)), Note: p.T("plan.of_n", wanted)}
}

func (p watchPage) findings(begun bool, o plan.OfficeState) parts.Cell {
	if !begun {
		return parts.Cell{Text: "–"}
	}
	return parts.Cell{Text: p.T("plan.n_faults", o.Faults), Note: p.T("plan.n_questions", o.Questions)}
}

func (p watchPage) back(o plan.OfficeState) parts.Cell {
	switch {
	case o.Returned == 0:
		return parts.Cell{Text: "–"}
	case o.Submission.State != plan.Dikembalikan:
		return parts.Cell{Text: p.T("plan.n_rows", o.Returned)}
	}
	return parts.Cell{Text: p.T("plan.n_rows", o.Returned), Note: p.T("plan.n_untouched", o.Untouched)}
}

func dashed(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

// stillLeft says how long an office that nobody waits for in vain still has.
func (p watchPage) stillLeft(o plan.OfficeState) string {
	if !p.round.Open() || !o.Submission.State.Awaited() || !o.Submission.FirstSent.IsZero() && o.Left < 0 {
		return ""
	}
	return leftWords(p.Lang, o.Left)
}

// inShort is what a phone says in the place of the columns.
func (p watchPage) inShort(o plan.OfficeState) string {
	out := []string{p.T("plan.short_missing", o.Missing+o.Unread, o.Wanted), p.T("plan.n_faults", o.Faults), p.T("plan.n_questions", o.Questions)}
	if o.Returned > 0 {
		out = append(out, p.T("plan.short_back", o.Returned))
	}
	if by := p.senders[o.Office.ID]; by != "" {
		out = append(out, p.T("plan.short_sent", p.dayOf(o.Submission.SentAt), by))
	}
	return strings.Join(append(out, p.T("plan.short_changed", dashed(p.dayOf(p.changed[o.Office.ID])))), " · ")
}

// totals add up what the list shows.
func (p watchPage) totals() []parts.Cell {
	var missing, wanted, faults, questions, back int
	sent := 0
	for _, o := range p.shown {
		missing, wanted, faults, questions, back = missing+o.Missing+o.Unread, wanted+o.Wanted, faults+o.Faults, questions+o.Questions, back+o.Returned
		if o.Sent() {
			sent++
		}
	}
	return []parts.Cell{{Text: p.T("plan.n_offices", len(p.shown))}, {Text: p.T("plan.n_sent", sent)}, p.fromN(true, missing, wanted),
		{Text: p.T("plan.n_faults", faults), Note: p.T("plan.n_questions", questions)}, {Text: p.T("plan.n_rows", back)}}
}

// file is the list as a table for a spreadsheet.
func (p watchPage) file() sheet.Table {
	return sheet.Table{Name: "putaran", Head: columns("year", "quarter", "deadline", "opd", "name", "state", "days_left", "days_late", "lines", "cells_wanted", "cells_missing",
		"cells_unread", "faults_open", "questions_open", "explained", "rows_returned", "rows_untouched", "sent_at", "sent_by", "verified_at", "locked_at", "revision", "changed_at"),
		Rows: rows(p.shown, func(o plan.OfficeState) []sheet.Cell {
			s := o.Submission
			return []sheet.Cell{sheet.Whole(int64(p.round.Quarter.Year)), sheet.Whole(int64(p.round.Quarter.N)), sheet.Text(p.round.Deadline.String()), sheet.Text(o.Office.Slug),
				sheet.Text(o.Office.Name), sheet.Text(string(s.State)), sheet.Whole(int64(o.Left)), sheet.Whole(int64(o.Late)), sheet.Whole(int64(o.Lines)), sheet.Whole(int64(o.Wanted)),
				sheet.Whole(int64(o.Missing)), sheet.Whole(int64(o.Unread)), sheet.Whole(int64(o.Faults)), sheet.Whole(int64(o.Questions)), sheet.Whole(int64(o.Explained)),
				sheet.Whole(int64(o.Returned)), sheet.Whole(int64(o.Untouched)), sheet.Text(fileTime(s.SentAt)), sheet.Text(p.senders[o.Office.ID]), sheet.Text(fileTime(s.VerifiedAt)),
				sheet.Text(fileTime(s.LockedAt)), sheet.Whole(int64(s.Revision)), sheet.Text(fileTime(p.changed[o.Office.ID]))}
		})}
}
