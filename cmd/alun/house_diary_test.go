package main_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// diaryHolds lists what each fact's entries hold. The diary is for ever, so a
// new name enters here only after somebody has asked whether it can be a value
// of a person. (What a value may look like, record/diary refuses when it is
// written.)
var diaryHolds = map[string]string{
	"plan.published":                   "import revision accepted changed removed refused",
	"plan.erratum_told":                "node field page sum", // sum: a hash of what was said; page: whether one came with it
	"plan.erratum_answered":            "node field state sum",
	"plan.erratum_page_released":       "node",
	"plan.round_opened":                "year quarter deadline budget_version",
	"plan.round_closed":                "year quarter",
	"plan.round_deadline_changed":      "year quarter deadline",
	"plan.submission_started":          "office lines from", // from: the quarter whose rows came along
	"plan.reminded":                    "office round mails messages",
	"plan.submission_sent":             "office lines findings explained",
	"plan.submission_returned":         "office rows",
	"plan.submission_verified":         "office",
	"plan.submission_locked":           "office revision lines",
	"plan.submission_reopened":         "office",
	"plan.findings_explained":          "office findings",
	"plan.indicator_set":               "line direction aggregation",
	"plan.budget_changed":              "office year kind lines",
	"plan.note_answered":               "node sum",
	"plan.note_accepted":               "node sum",
	"plan.note_returned":               "node sum",
	"plan.note_opened":                 "count",
	"plan.reconciled":                  "report revision rows office",
	"plan.reconciliation_said":         "row office",
	"plan.sample_drawn":                "report revision rule rows",
	"plan.paper_taken":                 "rows followups",
	"plan.followup_moved":              "sample act state",
	"plan.evidence_declared":           "seq kind room on",
	"plan.evidence_attached":           "node seq kind level room quarter people", // people: a count
	"plan.evidence_file_added":         "node level",
	"plan.evidence_withdrawn":          "node seq",
	"plan.evidence_disputed":           "node seq",
	"plan.evidence_settled":            "node seq upheld",
	"plan.holiday_added":               "kind",
	"plan.term_set":                    "days",
	"plan.form_text_written":           "year quarter office version",
	"plan.form_issued":                 "office year quarter revision paper",
	"plan.form_signed":                 "office how", // one of letter.Certified, letter.Scanned
	"plan.form_voided":                 "office what",
	"plan.form_released":               "office public",
	"registry.registered":              "area kind level state",
	"registry.changed":                 "facts version level", // facts: which, never what they say
	"registry.proposed":                "proposal fact level",
	"registry.accepted":                "facts version proposal",
	"registry.refused":                 "proposal fact",
	"registry.taken_back":              "facts version change",
	"registry.removed":                 "",
	"registry.asosiasi_changed":        "fields", // which, never what they say
	"registry.asosiasi_manager_named":  "manager",
	"registry.asosiasi_manager_ended":  "manager",
	"registry.asosiasi_invited":        "asosiasi member",
	"registry.asosiasi_asked":          "asosiasi member",
	"registry.asosiasi_joined":         "asosiasi member side",     // asosiasi or usaha: who said the second yes
	"registry.asosiasi_ended":          "asosiasi member side how", // declined, withdrawn or ended
	"registry.asosiasi_shown":          "asosiasi member how",      // shown or hidden
	"registry.asosiasi_nominated":      "asosiasi nomination for",  // the code of a call
	"registry.asosiasi_answered":       "asosiasi nomination how",  // agreed or refused
	"registry.asosiasi_withdrawn":      "asosiasi nomination",
	"registry.submitted":               "area",
	"registry.published":               "area",
	"registry.suspended":               "why", // one of registry.SuspendReasons
	"registry.closed":                  "why", // one of registry.CloseReasons
	"registry.merged":                  "into",
	"registry.forgotten":               "into", // of a merged one: which showed its things
	"registry.unmerged":                "from",
	"registry.twin_refused":            "other",
	"registry.twin_proposed":           "other",
	"registry.twin_reopened":           "other",
	"registry.read":                    "read purpose facts",
	"registry.consent_noted":           "facts how", // facts: which are shown; how: at the counter or on paper
	"registry.marks_cleared":           "version",
	"registry.passport_made":           "passport purpose facts", // facts: which, never what they say
	"registry.passport_revoked":        "passport",
	"registry.owner_invited":           "invitation",
	"registry.owner_refused":           "invitation",
	"registry.owner_uninvited":         "invitation",
	"registry.person_added":            "row role",
	"registry.person_ended":            "row role",
	"registry.person_returned":         "row role",
	"registry.permit_added":            "permit kind level",
	"registry.permit_returned":         "permit",
	"registry.permit_removed":          "permit why", // one of registry.PermitReasons, or registry.PermitTakenBack
	"registry.product_added":           "product fields",
	"registry.product_changed":         "product fields", // which, never what they say
	"registry.product_removed":         "product fields",
	"registry.product_returned":        "product",
	"registry.photo_added":             "photo product",
	"registry.photo_changed":           "photo product",
	"registry.photo_erased":            "photo product",
	"registry.photo_removed":           "photo product",
	"registry.photo_returned":          "photo product",
	"registry.kurasi_moved":            "state",
	"registry.kurasi_curator_named":    "person",
	"registry.kurasi_curator_released": "person",
	"registry.kurasi_declared":         "entry", // never what
	"registry.kurasi_scored":           "entry",
	"registry.kurasi_left_out":         "entry", // never whose
	"registry.kurasi_entered":          "entry",
	"registry.kurasi_withdrawn":        "entry",
	"registry.kurasi_consent":          "entry", // never which way
	"registry.kurasi_chosen":           "call",
	"registry.kurasi_told":             "entry", // never how it came out
	"registry.kurasi_called_off":       "entry",
	"registry.sheet_printed":           "area rt rows",
	"registry.sheet_void":              "area rt",
	"registry.sheet_entered":           "area rt ticked new",
	"registry.checked":                 "found check", // one of field.Founds
	"registry.check_settled":           "check state", // ditutup or tetap
	"registry.decided_by_program":      "key act",     // key: which; act: a name of the API's
	"registry.ticked":                  "tick sheet",  // one of lembar.Ticks
	"registry.unticked":                "tick sheet",
	"registry.tick_decided":            "tick sheet how",   // closed or kept
	"registry.readiness_answered":      "axis count level", // never what was answered
	"registry.counted":                 "opened purpose facts",
	"registry.size_published":          "scheme from", // from: a day
	"registry.size_withdrawn":          "scheme",
	"registry.kbli_mapped":             "subsector version code was",
	"registry.kbli_unmapped":           "subsector version code",
	"account.read":                     "read purpose fields", // codes of the list, a count
	"account.duty_written":             "duty",
	"account.agreed":                   "purpose",
	"account.took_back":                "purpose",
	"account.goes_on":                  "stop",
	"account.asked":                    "request kind",
	"account.answered":                 "request kind state why", // one of account.Refusals
	"account.corrected":                "field request",          // before and after are commitments
	"account.card_read":                "found",                  // in how many places
	"account.card_asked":               "found",
	"account.card_erased":              "found",
	"account.card_refused":             "why",           // one of account.Refusals
	"account.incident_written":         "people",        // a count
	"account.incident_told":            "whom",          // people or agency
	"account.enrolled":                 "area document", // the kind of document, never its number
	"account.recovery_seen":            "area document",
	"account.helper_named":             "helper",
	"account.link_made":                "purpose reason",
	"account.signed_in":                "kind half",
	"account.secret_set":               "kind",
	"account.session_ended":            "how count",
	"account.program_let":              "until decides",
	"account.codes_made":               "count",
	"account.granted":                  "person role standing office area after",
	"account.handed_over":              "to last", // last: a day
	"account.role_ended":               "last",
	"operate.jobs_sent_again":          "count",
	"operate.wa_not_sent":              "reason", // one of wa.Reasons
}

func TestTheDiaryHoldsOnlyWhatWasAskedAbout(t *testing.T) {
	entry := func(data string) map[string]string {
		return map[string]string{"record/plan/a.go": "package plan\nvar e = diary.Entry{Actor: \"x\", Fact: \"plan.published\", Data: " + data + "}"}
	}
	keep(t, diaryData, nil, []planted{
		{"sound", entry(`map[string]any{"revision": 1}`), ""},
		{"a new name", entry(`map[string]any{"revision": 1, "phone": x}`), `"phone" of plan.published`},
		{"a name that is computed", entry(`map[string]any{name: 1}`), "literal"},
		{"data from elsewhere", entry(`data`), "literal"},
		{"a new fact", map[string]string{"record/plan/a.go": "package plan\nvar e = diary.Entry{Fact: \"plan.read\", Data: map[string]any{\"by\": 1}}"}, `"by" of plan.read`},
		{"a fact without data", map[string]string{"record/plan/a.go": "package plan\nvar e = diary.Entry{Fact: \"plan.read\"}"}, ""},
	})
}

func diaryData(h *house) []string {
	var wrong []string
	for _, s := range h.product() {
		ast.Inspect(s.file, func(n ast.Node) bool {
			c, ok := n.(*ast.CompositeLit)
			if !ok || !isDiaryEntry(c) {
				return true
			}
			fact, data := entryParts(c)
			for _, why := range dataOf(fact, data) {
				wrong = append(wrong, s.at(c.Pos())+": "+why)
			}
			return true
		})
	}
	return wrong
}

func isDiaryEntry(c *ast.CompositeLit) bool {
	t, ok := c.Type.(*ast.SelectorExpr)
	if !ok || t.Sel.Name != "Entry" {
		return false
	}
	x, ok := t.X.(*ast.Ident)
	return ok && x.Name == "diary"
}

func entryParts(c *ast.CompositeLit) (fact string, data ast.Expr) {
	for _, e := range c.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch name, _ := kv.Key.(*ast.Ident); name.Name {
		case "Fact":
			fact = literalText(kv.Value)
		case "Data":
			data = kv.Value
		}
	}
	return fact, data
}

func literalText(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok {
		text, _ := strconv.Unquote(l.Value)
		return text
	}
	return ""
}

func dataOf(fact string, data ast.Expr) (wrong []string) {
	if data == nil {
		return nil
	}
	m, ok := data.(*ast.CompositeLit)
	if !ok {
		return []string{"the data of an entry is a literal, so that everybody sees what it holds"}
	}
	known := strings.Fields(diaryHolds[fact])
	for _, e := range m.Elts {
		name := ""
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			name = literalText(kv.Key)
		}
		switch {
		case name == "":
			wrong = append(wrong, "the names in an entry are literals")
		case !slices.Contains(known, name):
			wrong = append(wrong, fmt.Sprintf("%q of %s is not in diaryHolds: ask first whether it can be a value of a person", name, fact))
		}
	}
	return wrong
}
