package planweb

import (
	"strconv"
	"strings"

	"alun/ground/blob"
	"alun/ground/date"
	letters "alun/ground/letter"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/record/account"
	"alun/record/plan"
	"alun/record/plan/form"
)

func (p letterPage) href() string { return p.r.Href(letterPath(p.round.Quarter, p.slug(""))) }

// get is where a file of a letter is.
func (p letterPage) get(l plan.FormLetter, what string) string {
	return p.href() + "?unduh=" + what + "&surat=" + p.code(l.ID)
}

func (p letterPage) city() bool { return p.office.ID == 0 }

func (p letterPage) who() string {
	if p.city() {
		return p.T("plan.letter_city")
	}
	return p.office.Short
}

func (p letterPage) title() parts.Title {
	t := parts.Title{Over: p.round.Quarter.In(p.Tag()), Title: p.T("plan.letter_title", p.who()), Lead: p.T("plan.letter_lead")}
	if !p.city() {
		t.Stamps = append(t.Stamps, stateStamp(p.Lang, p.state))
	}
	return t
}

func (p letterPage) crumbs() []parts.Link {
	last := parts.Link{Label: p.T("plan.letter_crumb")}
	if p.city() {
		return p.roundCrumbs(p.round, last)
	}
	return p.roundCrumbs(p.round, parts.Link{Label: p.office.Short, Href: p.roundHref(p.round.Quarter, p.office.Slug)}, last)
}

// mayIssue, mayRelease and mayWrite tell which forms the reader sees.
func (p letterPage) mayIssue() bool {
	return p.viewer.Can(plan.IssueRight(p.office.ID), account.At{Office: p.office.ID})
}

func (p letterPage) mayRelease() bool {
	return p.viewer.Can(plan.MayReleaseForm, account.At{Office: p.office.ID})
}

func (p letterPage) mayWrite() bool {
	return p.city() && p.viewer.Can(plan.MayWriteForm, account.At{})
}

// wouldIssue tells that the reader could, with a second factor.
func (p letterPage) wouldIssue() bool {
	right := plan.IssueRight(p.office.ID)
	right.Second = false
	return !p.mayIssue() && p.viewer.Can(right, account.At{Office: p.office.ID})
}

func (p letterPage) byWhom() string {
	if p.city() {
		return p.T("plan.letter_by_planner")
	}
	return p.T("plan.letter_by_head")
}

// news is what was just done.
func (p letterPage) news() (parts.Note, bool) {
	n := parts.Note{Kind: parts.Done, Level: 2, Alert: true}
	if p.told == "" {
		return n, false
	}
	n.Title = p.T("plan.letter_told_" + p.told)
	if p.told == "terbit" || p.told == "unggah" {
		n.Text = p.T("plan.letter_next_" + p.told)
	}
	return n, true
}

var letterKinds = map[letters.State]parts.Kind{letters.Draft: parts.Plain, letters.Issued: parts.Waiting, letters.Signed: parts.Done, letters.Void: parts.Refused}

func (p letterPage) stamp(l plan.FormLetter) parts.Stamp {
	return parts.Stamp{Kind: letterKinds[l.State], Label: p.T("plan.letter_state_" + string(l.State))}
}

func (p letterPage) papers() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "paper", Label: p.T("plan.letter_paper"), Value: p.typed.paper, Fault: p.bad}}
	if c.Value == "" {
		c.Value = plan.FormPapers[0]
	}
	for _, paper := range plan.FormPapers {
		c.Options = append(c.Options, parts.Option{Value: paper, Label: p.T("plan.letter_paper_" + paper)})
	}
	return c
}

// facts are what is known of the letter.
func (p letterPage) facts() []parts.Fact {
	l := p.one
	out := []parts.Fact{{Label: p.T("plan.letter_issued_on"), Value: p.T("plan.letter_issued_by", when(p.Lang, l.Issued), dashed(p.by[l.By]))},
		{Label: p.T("plan.letter_shows"), Value: p.T("plan.letter_revision", l.Quarter, l.Revision)}}
	if !l.Stands() {
		out = append(out, parts.Fact{Label: p.T("plan.letter_state_void"), Value: when(p.Lang, l.Voided), Note: l.Reason})
	}
	return out
}

// files are what can be downloaded of the letter: the kept original first.
func (p letterPage) files() []parts.Link {
	l := p.one
	var out []parts.Link
	if l.File != "" {
		out = append(out, parts.Link{Label: p.T("plan.letter_original", strings.ToUpper(l.Paper)), Href: p.get(l, "asli")})
	}
	for _, k := range form.Kinds {
		if k.Key != l.Paper {
			out = append(out, parts.Link{Label: p.T("plan.form_" + k.Key), Href: p.get(l, k.Key)})
		}
	}
	return append(out, parts.Link{Label: p.T("plan.letter_slip"), Href: p.get(l, "disposisi")})
}

// signedFacts are what is known of the signed file. The kind of its signature is
// what somebody said, and is called nothing more.
func (p letterPage) signedFacts() []parts.Fact {
	seen := p.T("plan.letter_private")
	if p.one.PublicFile != "" {
		seen = p.T("plan.letter_public", when(p.Lang, p.one.PublicAt))
	}
	return []parts.Fact{{Label: p.T("plan.letter_how"), Value: saidHow(p.Lang.T, p.back.How)},
		{Label: p.T("plan.letter_received"), Value: p.T("plan.letter_issued_by", when(p.Lang, p.back.Received), dashed(p.by[p.back.By]))},
		{Label: p.T("plan.letter_seen"), Value: seen}}
}

func saidHow(t func(string, ...any) string, how string) string {
	return t("plan.letter_how_said", t("plan.letter_how_"+how))
}

func (p letterPage) hows() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "how", Label: p.T("plan.letter_how"), Help: p.T("plan.letter_how_help"), Value: p.typed.how, Fault: p.bad}}
	for _, how := range []string{letters.Certified, letters.Scanned} {
		c.Options = append(c.Options, parts.Option{Value: how, Label: p.T("plan.letter_how_" + how)})
	}
	return c
}

func (p letterPage) file() parts.Field {
	return parts.Field{Name: fileField, Label: p.T("plan.letter_file"), Help: p.T("plan.letter_file_help", blob.PDF.Bytes()>>20), Type: signedPolicy.Accept(), Fault: p.bad}
}

// ends asks what becomes void: the signed file alone, or the letter.
func (p letterPage) ends() parts.Choice {
	c := parts.Choice{Field: parts.Field{Name: "langkah", Label: p.T("plan.letter_void"), Value: p.typed.step}}
	if c.Value != "batal" {
		c.Value = "ganti"
	}
	c.Options = []parts.Option{{Value: "ganti", Label: p.T("plan.letter_replace"), Note: p.T("plan.letter_replace_why")},
		{Value: "batal", Label: p.T("plan.letter_void"), Note: p.T("plan.letter_void_why")}}
	return c
}

func (p letterPage) reason() parts.Field {
	return parts.Field{Name: "reason", Label: p.T("plan.letter_reason"), Help: p.T("plan.letter_reason_help"), Value: p.typed.reason, Max: 500, Fault: p.bad}
}

// ending tells that the form which ends something was refused: it stays open.
func (p letterPage) ending() bool { return p.typed.step == "batal" || p.typed.step == "ganti" }

// others is the table of the letters that the page is not about.
func (p letterPage) others() parts.Table {
	t := parts.Table{Caption: p.T("plan.letter_others"), Cards: true, Columns: []parts.Column{{Label: p.T("plan.letter_number")}, {Label: p.T("plan.state")},
		{Label: p.T("plan.letter_issued_on")}, {Label: p.T("plan.letter_shows")}}}
	for _, l := range p.letters {
		if l.ID == p.one.ID {
			continue
		}
		note := ""
		if l.Reason != "" {
			note = p.T("plan.letter_void_because", l.Reason)
		}
		t.Rows = append(t.Rows, parts.Row{Cells: []parts.Cell{{Text: l.Number.Text, Href: p.href() + "?surat=" + p.code(l.ID)},
			{Part: parts.Cap(p.Lang, p.stamp(l)), Note: note}, {Text: when(p.Lang, l.Issued)}, {Text: p.T("plan.letter_revision", l.Quarter, l.Revision)}}})
	}
	return t
}

// textFields are the four texts of the city.
func (p letterPage) textFields() []parts.Field {
	return formTextPage{visit: p.visit, texts: p.shownTexts(), bad: p.bad}.fields()
}

// shownTexts are the texts as they were typed, or as they are kept.
func (p letterPage) shownTexts() plan.FormTexts {
	if p.typed.step == "teks" {
		return p.typed.texts
	}
	return p.texts
}

// signedForm is a public signed form with where it is, for pages of everybody.
type signedForm struct {
	plan.PublicForm
	href string
}

func signedOf(r *web.Request, f plan.PublicForm) signedForm {
	return signedForm{f, r.Href(blob.Address(f.File))}
}

func (p letterPage) signedLead() string {
	if p.back.Hash == "" && p.mayIssue() {
		return p.T("plan.letter_signed_lead")
	}
	return ""
}

func (p letterPage) endLabel() string {
	if p.one.State == letters.Signed {
		return p.T("plan.letter_void_do")
	}
	return p.T("plan.letter_void")
}

func (p letterPage) version() string { return strconv.Itoa(p.shownTexts().Version) }

// unnumbered leads to the form without a number: what is published, and the draft
// of an office.
func (p letterPage) unnumbered() []parts.Link {
	q := p.round.Quarter
	if p.city() && !p.out {
		return nil
	}
	public := []parts.Link{{Label: p.T("plan.form_f4"), Href: p.public("f4")}, {Label: p.T("plan.form_a3"), Href: p.public("a3")}, {Label: p.T("plan.form_xlsx"), Href: p.public("xlsx")}}
	if p.city() {
		return public
	}
	office := officeFormLinks(p.visit, q, p.office.Slug)[1:]
	if p.state == plan.Terkunci {
		return append(public, office[0])
	}
	return office
}

func (p letterPage) public(kind string) string {
	q := p.round.Quarter
	below := "/e81"
	if !p.city() {
		below += "/" + p.office.Slug
	}
	return p.r.Href("/renja/" + strconv.Itoa(q.Year) + below + "?tw=" + strconv.Itoa(q.N) + "&bentuk=" + kind)
}

// officeFormLinks lead to the pages of an office's form, from its desk on.
func officeFormLinks(v visit, q date.Quarter, slug string) []parts.Link {
	return []parts.Link{{Label: v.T("plan.letter_go"), Href: v.roundHref(q, slug, "surat")}, {Label: v.T("plan.letter_go_texts"), Href: v.roundHref(q, slug, "formulir")},
		{Label: v.T("plan.letter_go_draft"), Href: v.roundHref(q, slug, "e81") + "?bentuk=f4"}}
}
