package naikkelas

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_naikkelas_version_subject_is_known":          `update registry_naikkelas_version set subject = 'pajak' where subject = 'sni'`,
	"registry_naikkelas_version_begins_on_a_day":           `update registry_naikkelas_version set from_day = '2021'`,
	"registry_naikkelas_version_wheel_is_proven_somewhere": `update registry_naikkelas_version set proven = 0 where subject = 'roda'`,
	"registry_naikkelas_version_is_decided_by_somebody":    `update registry_naikkelas_version set decided_by = ''`,
	"registry_naikkelas_version_end_is_told":               `update registry_naikkelas_version set replaced_by = 'x'`,
	"registry_naikkelas_version_ends_after_it_began":       `update registry_naikkelas_version set replaced_at = recorded_at - 1, replaced_by = 'x'`,
	"registry_naikkelas_version_one_from_a_day":            `insert into registry_naikkelas_version (id, subject, from_day, proven, decided_by, recorded_at) select id + 1, subject, from_day, proven, 'x', 0 from registry_naikkelas_version where subject = 'sni'`,
	"registry_naikkelas_axis_one_at_a_place":               `update registry_naikkelas_axis set position = 9`,
	"registry_naikkelas_axis_code_once":                    `insert into registry_naikkelas_axis select version, position + 20, code, weight, name_id, name_en, name_ja, about_id, about_en, about_ja, basis, source, grade from registry_naikkelas_axis`,
	"registry_naikkelas_axis_of_a_version":                 `insert into registry_naikkelas_axis select 1, position, code, weight, name_id, name_en, name_ja, about_id, about_en, about_ja, basis, source, grade from registry_naikkelas_axis`,
	"registry_naikkelas_axis_weighs":                       `update registry_naikkelas_axis set weight = 0`,
	"registry_naikkelas_axis_is_named":                     `update registry_naikkelas_axis set name_ja = ''`,
	"registry_naikkelas_axis_names_its_basis":              `update registry_naikkelas_axis set basis = ''`,
	"registry_naikkelas_axis_grade_is_known":               `update registry_naikkelas_axis set grade = 'Z'`,
	"registry_naikkelas_question_one_at_a_place":           `update registry_naikkelas_question set position = 90`,
	"registry_naikkelas_question_code_once":                `update registry_naikkelas_question set code = 'sama'`,
	"registry_naikkelas_question_of_an_axis":               `update registry_naikkelas_question set axis = 'lain'`,
	"registry_naikkelas_question_weighs":                   `update registry_naikkelas_question set weight = 0`,
	"registry_naikkelas_question_effort_is_known":          `update registry_naikkelas_question set effort = 9`,
	"registry_naikkelas_question_kind_is_known":            `update registry_naikkelas_question set kind = 'pt'`,
	"registry_naikkelas_question_can_be_answered":          `update registry_naikkelas_question set asked = false, derived = ''`,
	"registry_naikkelas_question_asks":                     `update registry_naikkelas_question set ask_en = ''`,
	"registry_naikkelas_permit_one":                        `insert into registry_naikkelas_permit select version, name_id, name_en, name_ja, what_id, what_en, what_ja, office, site, lasts_id, lasts_en, lasts_ja, basis, source, source_day, grade from registry_naikkelas_permit`,
	"registry_naikkelas_permit_of_a_version":               `update registry_naikkelas_permit set version = version + 1`,
	"registry_naikkelas_permit_is_named":                   `update registry_naikkelas_permit set office = ''`,
	"registry_naikkelas_permit_site_is_safe":               `update registry_naikkelas_permit set site = 'javascript:x'`,
	"registry_naikkelas_permit_names_its_basis":            `update registry_naikkelas_permit set source_day = ''`,
	"registry_naikkelas_permit_grade_is_known":             `update registry_naikkelas_permit set grade = ''`,
	"registry_naikkelas_trade_one_at_a_place":              `update registry_naikkelas_trade set position = 9`,
	"registry_naikkelas_trade_of_a_version":                `update registry_naikkelas_trade set version = version + 1`,
	"registry_naikkelas_trade_duty_is_known":               `update registry_naikkelas_trade set duty = 'disuruh'`,
	"registry_naikkelas_trade_is_of_some":                  `update registry_naikkelas_trade set trades = ''`,
	"registry_naikkelas_trade_names_its_basis":             `update registry_naikkelas_trade set source = ''`,
	"registry_naikkelas_trade_grade_is_known":              `update registry_naikkelas_trade set grade = 'E'`,
	"registry_naikkelas_step_one_at_a_place":               `update registry_naikkelas_step set position = 90`,
	"registry_naikkelas_step_of_a_version":                 `update registry_naikkelas_step set version = version + 1`,
	"registry_naikkelas_step_says_what_and_where":          `update registry_naikkelas_step set place = ''`,
	"registry_naikkelas_step_cost_is_not_negative":         `update registry_naikkelas_step set cost = -1`,
	"registry_naikkelas_step_takes_time":                   `update registry_naikkelas_step set days = 0`,
	"registry_naikkelas_step_names_its_basis":              `update registry_naikkelas_step set basis = ''`,
	"registry_naikkelas_step_grade_is_known":               `update registry_naikkelas_step set grade = 'a'`,
	"registry_naikkelas_answer_counts_up":                  says(`1`, `1`, `'ya'`, `1`, `'a'`),
	"registry_naikkelas_answer_begins_with_one":            says(`1`, `0`, `'ya'`, `1`, `'a'`),
	"registry_naikkelas_answer_value_is_known":             says(`1`, `2`, `'mungkin'`, `1`, `'a'`),
	"registry_naikkelas_answer_level_is_known":             says(`1`, `2`, `'ya'`, `6`, `'a'`),
	"registry_naikkelas_answer_is_somebodys":               says(`1`, `2`, `'ya'`, `1`, `''`),
	"registry_naikkelas_answer_stays":                      `update registry_naikkelas_answer set value = 'belum'`,
	"registry_naikkelas_answer_is_kept":                    `delete from registry_naikkelas_answer`,
}

func says(id, number, value, level, by string) string {
	return `insert into registry_naikkelas_answer (id, business, question, number, value, level, by_actor, at) select ` + id + `, business, question, ` + number + `, ` + value + `, ` + level + `, ` + by + `, 1 from registry_naikkelas_answer`
}

// Every named constraint refuses what breaks it, by name where it is a check.
func TestTheTablesKeepTheirPromises(t *testing.T) {
	schema, err := os.ReadFile("../migrations/20261126-08-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]string{}
	for _, m := range regexp.MustCompile(`(?:constraint|create unique index|create trigger) (registry_naikkelas_\w+)\s+(check|unique|primary key|foreign key|on|before)`).FindAllStringSubmatch(string(schema), -1) {
		named[m[1]] = m[2]
	}
	named["registry_naikkelas_answer_is_kept"] = "before"
	if len(named) != len(broken) {
		t.Errorf("%d constraints, and %d are tried", len(named), len(broken))
	}
	eachTown(t, func(w *town) {
		id := w.stall(registry.Values{})
		w.says(w.owner, id, "mutu", 0, "takaran", Yes)
		for name, kind := range named {
			statement := broken[name]
			if statement == "" {
				t.Errorf("nothing tries %s", name)
				continue
			}
			err := w.write(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			if err == nil {
				t.Errorf("%s lets it pass", name)
			} else if got, ok := db.Checked(err); kind == "check" && (!ok || got != name) || kind == "before" && !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
