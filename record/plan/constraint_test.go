package plan_test

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/plan"
)

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"plan_opd_slug_is_one":                  `update plan_opd set slug = 'dinkes' where slug = 'dpu'`,
	"plan_opd_name_is_one":                  `update plan_opd_name set name = 'Dinas Kesehatan' where name = 'Dinas Pekerjaan Umum'`,
	"plan_opd_name_years_in_order":          `update plan_opd_name set to_year = from_year - 1`,
	"plan_report_is_one":                    `update plan_report set year = 2024 where year = 2023`,
	"plan_report_quarter_is_1_to_4":         `update plan_report set quarter = 5`,
	"plan_report_revision_is_counted":       `update plan_report set revision = -1`,
	"plan_report_budget_version_is_known":   `update plan_report set budget_version = 'geser'`,
	"plan_import_state_is_known":            `update plan_import set state = 'terbit'`,
	"plan_import_row_is_one":                `update plan_import_row set number = 1 where number = 2`,
	"plan_import_row_outcome_is_known":      `update plan_import_row set outcome = 'hilang' where number = 1`,
	"plan_import_row_refused_has_no_report": `update plan_import_row set outcome = 'refused' where number = 1`,
	"plan_revision_is_one": `insert into plan_revision (report, number, import, accepted, changed, unchanged, removed)
		select report, number, import, 0, 0, 0, 0 from plan_revision`,
	"plan_node_is_one":                    `update plan_node set code = '1' where code = '2'`,
	"plan_node_level_is_0_to_3":           `update plan_node set level = 4`,
	"plan_nomenclature_is_one":            `insert into plan_nomenclature (node, code, basis, valid_from) select node, '2.19', 'x', valid_from from plan_nomenclature`,
	"plan_indicator_is_one":               `insert into plan_indicator (node, seq, direction, aggregation) select node, seq, direction, aggregation from plan_indicator`,
	"plan_indicator_direction_is_known":   `update plan_indicator set direction = 'up'`,
	"plan_indicator_aggregation_is_known": `update plan_indicator set aggregation = 'median'`,
	"plan_figure_is_one": `update plan_figure set node = (select max(node) from plan_figure where seq = 0 and report = (select min(report) from plan_figure)), until = 9
		where seq = 0 and report = (select min(report) from plan_figure)`,
	"plan_figure_is_true_once": `update plan_figure set node = (select max(node) from plan_figure where seq = 0 and report = (select min(report) from plan_figure)), since = line
		where seq = 0 and report = (select min(report) from plan_figure)`,
	"plan_figure_ends_after_it_begins":    `update plan_figure set until = since`,
	"plan_figure_has_indicator":           `update plan_figure set seq = 99 where seq = 1`,
	"plan_sum_is_one":                     `update plan_sum set opd = (select min(opd) from plan_sum) where report = (select max(id) from plan_report)`,
	"plan_flag_ends_after_it_begins":      `update plan_flag set until = since`,
	"plan_flag_state_is_known":            `update plan_flag set state = 'lupa'`,
	"plan_flag_hidden_has_its_day":        `update plan_flag set hidden = true`,
	"plan_flag_hidden_is_not_public":      `update plan_flag set hidden = true, open_on = '2026-11-22', public_at = 1`,
	"plan_note_answer_act_is_known":       `update plan_note_answer set act = 'lupa'`,
	"plan_note_answer_gives_a_reason":     `update plan_note_answer set sentence = 'pendek'`,
	"plan_holiday_kind_is_known":          `update plan_holiday set kind = 'lupa'`,
	"plan_holiday_names_its_source":       `update plan_holiday set source = 'x'`,
	"plan_holiday_removed_has_a_reason":   `update plan_holiday set removed_at = 1, removed_by = 'x', reason = 'pendek'`,
	"plan_holiday_is_one":                 `update plan_holiday set day = '--08-17'`,
	"plan_note_term_is_1_to_60":           `update plan_note_term set days = 0`,
	"plan_note_term_names_its_source":     `update plan_note_term set source = ''`,
	"plan_case_is_one":                    `update plan_case set case_key = 'x'`,
	"plan_case_ends_after_it_begins":      `update plan_case set until = since`,
	"plan_promise_link_is_one":            `update plan_promise_link set node = (select min(node) from plan_promise_link)`,
	"plan_promise_link_strength_is_known": `update plan_promise_link set strength = 'kuat'`,
	"plan_erratum_message_is_short":       `update plan_erratum set message = 'pendek'`,
	"plan_erratum_state_is_known":         `update plan_erratum set state = 'lupa'`,
	"plan_erratum_answer_is_one_of_two":   `update plan_erratum_answer set state = 'new'`,
	"plan_erratum_answer_gives_a_reason":  `update plan_erratum_answer set sentence = 'tidak'`,
	"plan_erratum_answer_can_be_named": `insert into plan_erratum_answer (erratum, state, sentence, said_by, at)
		select erratum, state, sentence, said_by, at from plan_erratum_answer`,
	"plan_erratum_salt_is_whole":                  `update plan_erratum set salt = 'pendek'`,
	"plan_erratum_answer_salt_is_whole":           `update plan_erratum_answer set salt = 'pendek'`,
	"plan_note_answer_salt_is_whole":              `update plan_note_answer set salt = 'pendek'`,
	"plan_digest_is_one":                          `update plan_digest set subject = (select max(id) from plan_figure) where kind = 'figure'`,
	"plan_digest_kind_is_known":                   `update plan_digest set kind = 'lain'`,
	"plan_erratum_file_names_its_answer":          `update plan_erratum_file set answer = 'mended'`,
	"plan_erratum_file_is_private_until_accepted": `update plan_erratum_file set released = 1, released_by = 'x'`,
}

// TestTheDatabaseKeepsItsPromises: every named constraint refuses what breaks
// it, by name where it is a check, on both engines.
func TestTheDatabaseKeepsItsPromises(t *testing.T) {
	maps.Copy(broken, brokenRound)
	maps.Copy(broken, brokenForm)
	maps.Copy(broken, brokenEvidence)
	maps.Copy(broken, brokenLetter)
	maps.Copy(broken, brokenInspection)
	checks, others := named(t)
	for name := range broken {
		if !slices.Contains(checks, name) && !slices.Contains(others, name) {
			t.Errorf("%s is no constraint of the tables", name)
		}
	}
	full(t, func(w *world) {
		w.write(oneOfEach)
		w.write(aFormText)
		w.write(twoFormLetters)
		for _, name := range slices.Concat(checks, others) {
			statement, tried := broken[name]
			if !tried {
				w.Errorf("nothing tries %s", name)
				continue
			}
			err := w.d.Write(w.Context(), func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			checked, isCheck := db.Checked(err)
			switch {
			case err == nil:
				w.Errorf("%s was broken", name)
			case slices.Contains(checks, name):
				if checked != name {
					w.Errorf("%s: %v", name, err)
				}
			case isCheck || db.Unique(err) == slices.Contains([]string{"plan_figure_has_indicator", "plan_erratum_file_names_its_answer", "plan_line_return_belongs_to_a_move",
				"plan_support_feeds_an_indicator", "plan_evidence_feeds_what_is_declared", "plan_sample_paper_row", "plan_followup_row"}, name):
				w.Errorf("%s: %v", name, err)
			}
		}
	})
}

// named lists the constraints of the room's migration: checks, and the others.
func named(t *testing.T) (checks, others []string) {
	for _, m := range regexp.MustCompile(`(?:constraint|create unique index) (\w+)\s+(check|unique|primary key|foreign key|on)`).FindAllStringSubmatch(schema(t), -1) {
		if m[2] == "check" {
			checks = append(checks, m[1])
		} else {
			others = append(others, m[1])
		}
	}
	return checks, others
}

func schema(t *testing.T) string {
	files, err := fs.Glob(plan.Files, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := fs.ReadFile(plan.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// oneOfEach fills the tables that the reports leave empty.
func oneOfEach(tx *db.Tx) error {
	if _, err := tx.Exec(`insert into plan_nomenclature (node, code, basis, valid_from)
		select id, '3.26.05', 'Kepmendagri 900.1-2850/2025', '2025-01-01' from plan_node where year = 2024 and code = '5.2' limit 1`); err != nil {
		return err
	}
	node, err := plan.NodeID(tx, 2024, "disporapar", "5.2.1.1")
	if err != nil {
		return err
	}
	page, err := aPage(tx, 'a')
	if err != nil {
		return err
	}
	id, err := plan.Tell(tx, plan.Erratum{Node: node, Field: "target", Message: "Tercetak 210, bukan 150.", Page: page})
	if err != nil {
		return err
	}
	if err := plan.Decide(tx, id, plan.Decision{State: plan.Declined, Sentence: "Di halaman itu memang 150.", By: "test"}); err != nil {
		return err
	}
	if err := oneOfTheRound(tx); err != nil {
		return err
	}
	if err := oneOfTheEvidence(tx); err != nil {
		return err
	}
	if err := oneOfTheInspection(tx); err != nil {
		return err
	}
	return oneOfTheNotes(tx)
}

// oneOfTheNotes fills what officers say of notes and of the calendar.
func oneOfTheNotes(tx *db.Tx) error {
	for _, statement := range []string{
		`insert into plan_note_answer (id, flag, act, sentence, said_by, at) select 1, min(id), 'explained', 'Begitulah adanya.', 'test', 1 from plan_flag`,
		`insert into plan_note_term (id, from_day, days, source, said_by, at) values (1, '2026-11-22', 10, 'Surat uji', 'test', 1)`,
	} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}

// aPage is a file that ground/blob has received.
func aPage(tx *db.Tx, letter rune) (hash string, err error) {
	hash = strings.Repeat(string(letter), 64)
	_, err = tx.Exec(`insert into blob_file (hash, kind, bytes, width, height, uses, at) values ($1, 'pdf', 9, 0, 0, 0, $2)`, hash, tx.Now())
	return hash, err
}

// one picks one row of each table, so that a broken reference is the only thing
// wrong with it.
var one = map[string]string{
	"plan_opd_name": `name = 'Inspektorat'`, "plan_import_row": `number = 1`,
	"plan_revision": `report = (select min(report) from plan_revision)`, "plan_indicator": `seq = 1 and node = (select min(node) from plan_indicator where seq = 1)`,
	"plan_submission_move": `number = 2`, "plan_line_return": `line = 1`, "plan_explanation": `finding = 'a'`, "plan_budget_change_line": `code = '1'`,
	"plan_erratum_answer": `1 = 1`, "plan_erratum_file": `1 = 1`,
	"plan_support": `kind = 'foto'`, "plan_evidence_file": `evidence = 1`,
	"plan_reconciliation_raw": `number = 1`, "plan_sample_row": `number = 2`, "plan_reminder": `day = '2024-10-01'`, "plan_form_letter": `letter = 1`,
	"plan_nomenclature": `1 = 1`, "plan_sum": `opd = (select max(opd) from plan_sum)`,
	"plan_promise_link": `node = (select min(node) from plan_promise_link) and promise = (select min(promise) from plan_promise_link where node = (select min(node) from plan_promise_link))`,
}

// TestEveryNameIsAReference: a column that names a row of another table says so,
// or its table has a constraint of two columns for it.
func TestEveryNameIsAReference(t *testing.T) {
	names := regexp.MustCompile(`(?m)^\t(report|node|opd|import|promise) bigint(.*)`).FindAllStringSubmatch(schema(t), -1)
	loose := 0
	for _, m := range names {
		if !strings.Contains(m[2], "references") {
			loose++
		}
	}
	if len(names) < 20 || loose != 1 { // plan_figure's node, with plan_figure_has_indicator
		t.Errorf("%d of %d columns name a row that need not be there", loose, len(names))
	}
}

// TestReferencesHold: no row may name what is not there.
func TestReferencesHold(t *testing.T) {
	reference := regexp.MustCompile(`(?m)^\t(\w+) (bigint|text)(?: not null)?(?: primary key)? references`)
	full(t, func(w *world) {
		w.write(oneOfEach)
		w.write(aFormText)
		w.write(twoFormLetters)
		tried := 0
		for part := range strings.SplitSeq(schema(w.T), "create table ") {
			table, _, _ := strings.Cut(part, " (")
			for _, m := range reference.FindAllStringSubmatch(part, -1) {
				where, ok := one[table]
				if !ok {
					where = `id = (select min(id) from ` + table + `)`
				}
				tried++
				changed := int64(0)
				err := w.d.Write(w.Context(), func(tx *db.Tx) (err error) {
					changed, err = tx.Exec(`update ` + table + ` set ` + m[1] + ` = ` + map[string]string{"bigint": "-1", "text": "'x'"}[m[2]] + ` where ` + where)
					return err
				})
				if err == nil || !strings.Contains(strings.ToLower(err.Error()), "foreign key") {
					w.Errorf("%s.%s: %d rows name what is not there: %v", table, m[1], changed, err)
				}
			}
		}
		all := len(regexp.MustCompile(`\sreferences \w+ \(`).FindAllString(schema(w.T), -1))
		// plan_figure_has_indicator, plan_erratum_file_names_its_answer, plan_line_return_belongs_to_a_move, the two of evidence and the two
		// that name a row of a sample are tried by name
		if tried != all-7 {
			w.Errorf("%d of %d references were tried", tried, all)
		}
	})
}
