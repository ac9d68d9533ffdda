package asosiasi

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
)

const schemaFile = "../migrations/20261127-14-registry.sql"

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_asosiasi_state_is_known":                     `update registry_asosiasi set state = 'lupa'`,
	"registry_asosiasi_has_a_name":                         `update registry_asosiasi set about = ''`,
	"registry_asosiasi_can_be_reached":                     `update registry_asosiasi set mail = ''`,
	"registry_asosiasi_recognised_is_told":                 `update registry_asosiasi set state = 'proposed'`,
	"registry_asosiasi_end_is_told":                        `update registry_asosiasi set state = 'ended'`,
	"registry_asosiasi_name_is_one":                        `insert into registry_asosiasi (id, version, state, name, short, about, subsectors, phone, mail, web, started, legal, made_at, made_by, recognised_by, ended_by) select 1, 1, 'proposed', 'PAGUYUBAN perajin amplang', '', about, '', '', mail, '', '', '', 1, 'x', '', '' from registry_asosiasi`,
	"registry_asosiasi_manager_end_is_told":                `update registry_asosiasi_manager set ended_at = 1`,
	"registry_asosiasi_manager_last_is_a_day":              `update registry_asosiasi_manager set last_day = 'besok'`,
	"registry_asosiasi_manager_is_one":                     `insert into registry_asosiasi_manager (id, asosiasi, person, last_day, made_at, made_by, ended_by) select id + 1, asosiasi, person, '', 1, 'x', '' from registry_asosiasi_manager`,
	"registry_asosiasi_membership_state_is_known":          `update registry_asosiasi_membership set state = 'lupa' where state = 'valid'`,
	"registry_asosiasi_membership_yes_is_somebodys":        `update registry_asosiasi_membership set asosiasi_yes_by = '' where state = 'valid'`,
	"registry_asosiasi_membership_is_begun_by_one":         `update registry_asosiasi_membership set state = 'invited' where state = 'valid'`,
	"registry_asosiasi_membership_takes_both":              `update registry_asosiasi_membership set state = 'valid' where state = 'invited'`,
	"registry_asosiasi_membership_takes_two_people":        `update registry_asosiasi_membership set owner_yes_by = asosiasi_yes_by where state = 'valid'`,
	"registry_asosiasi_membership_consent_has_its_text":    `update registry_asosiasi_membership set consent = 0 where state = 'valid'`,
	"registry_asosiasi_membership_shown_is_valid":          `update registry_asosiasi_membership set shown = (1 = 1) where state = 'invited'`,
	"registry_asosiasi_membership_end_is_told":             `update registry_asosiasi_membership set ended_at = 1 where state = 'valid'`,
	"registry_asosiasi_membership_side_is_known":           `update registry_asosiasi_membership set state = 'ended', ended_at = 1, ended_by = 'x', ended_side = 'lain' where state = 'valid'`,
	"registry_asosiasi_membership_is_one":                  `insert into registry_asosiasi_membership (id, asosiasi, business, version, state, shown, made_at, asosiasi_yes_at, asosiasi_yes_by, owner_yes_by, consent, consent_lang, ended_by, ended_side) select 1, asosiasi, business, 1, 'invited', (1 = 0), 1, 1, 'x', '', 0, '', '', '' from registry_asosiasi_membership where state = 'valid'`,
	"registry_asosiasi_membership_ends_once":               `update registry_asosiasi_membership set version = version + 1 where state = 'ended'`,
	"registry_asosiasi_membership_leaves_alone":            `insert into registry_asosiasi_membership (id, asosiasi, business, version, state, shown, made_at, asosiasi_yes_at, asosiasi_yes_by, owner_yes_by, consent, consent_lang, ended_by, ended_side) select 1, asosiasi, business, 1, 'invited', (1 = 0), ended_at + 1, ended_at + 1, 'x', '', 0, '', '', '' from registry_asosiasi_membership where state = 'ended'`,
	"registry_asosiasi_step_is_one":                        stepOf(`1`, `number`, `'shown'`, `'usaha'`, `0`, `''`),
	"registry_asosiasi_step_kind_is_known":                 stepOf(`1`, `99`, `'lupa'`, `'usaha'`, `0`, `''`),
	"registry_asosiasi_step_side_is_known":                 stepOf(`1`, `99`, `'shown'`, `'kota'`, `0`, `''`),
	"registry_asosiasi_step_consent_is_the_owners":         stepOf(`1`, `99`, `'shown'`, `'usaha'`, `1`, `'id'`),
	"registry_asosiasi_step_stays":                         `update registry_asosiasi_step set kind = 'shown'`,
	"registry_asosiasi_step_is_kept":                       `delete from registry_asosiasi_step`,
	"registry_asosiasi_nomination_is_for_something":        `update registry_asosiasi_nomination set what_for = ''`,
	"registry_asosiasi_nomination_state_is_known":          `update registry_asosiasi_nomination set state = 'lupa'`,
	"registry_asosiasi_nomination_answer_is_told":          `update registry_asosiasi_nomination set state = 'refused'`,
	"registry_asosiasi_nomination_is_agreed_to_by_another": `update registry_asosiasi_nomination set state = 'agreed', answered_at = 1, answered_by = made_by, consent = 1, consent_lang = 'id'`,
	"registry_asosiasi_nomination_consent_has_its_text":    `update registry_asosiasi_nomination set state = 'agreed', answered_at = 1, answered_by = 'x'`,
	"registry_asosiasi_nomination_end_is_told":             `update registry_asosiasi_nomination set state = 'withdrawn'`,
	"registry_asosiasi_nomination_is_one":                  `insert into registry_asosiasi_nomination (id, membership, business, product, what_for, state, subject, sealed, made_at, made_by, answered_by, consent, consent_lang) select 1, membership, business, product, what_for, 'waiting', 1, '', 1, 'x', '', 0, '' from registry_asosiasi_nomination`,
}

func stepOf(id, number, kind, side, consent, lang string) string {
	return `insert into registry_asosiasi_step (id, membership, business, number, kind, side, by_actor, at, consent, consent_lang) select ` + strings.Join([]string{id, `membership`, `business`, number, kind, side, `'x'`, `1`, consent, lang}, ", ") +
		` from registry_asosiasi_step where number = 1 and id = (select min(id) from registry_asosiasi_step)`
}

// Every named constraint refuses what breaks it, by name where it is a check.
func TestTheTablesKeepTheirPromises(t *testing.T) {
	schema, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]string{}
	for _, m := range regexp.MustCompile(`(?:constraint|create unique index|create trigger) (registry_asosiasi_\w+)\s+(check|unique|on|before)`).FindAllStringSubmatch(string(schema), -1) {
		named[m[1]] = m[2]
	}
	named["registry_asosiasi_step_is_kept"] = "before"
	if len(named) != len(broken) {
		t.Errorf("%d constraints, and %d are tried", len(named), len(broken))
	}
	eachTown(t, func(w *town) {
		w.nominate(w.member(w.stall("Amplang Siti")), 0)
		w.invite(w.stall("Amplang Ani"))
		gone := w.invite(w.stall("Amplang Budi"))
		w.must(func(tx *db.Tx) error { return w.desk.Dismiss(tx, w.chair.Session, gone) })
		for name, kind := range named {
			statement := broken[name]
			if statement == "" {
				t.Errorf("nothing tries %s", name)
				continue
			}
			err := w.write(func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			if err == nil {
				t.Errorf("%s lets it pass", name)
			} else if got, ok := db.Checked(err); kind == "check" && (!ok || got != name) || kind == "before" && !strings.Contains(err.Error(), name) || kind != "check" && kind != "before" && !db.Unique(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
