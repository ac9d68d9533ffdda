package field_test

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/field"
)

// broken are the promises of the tables, each with a statement that breaks it. $1 is a
// business with a check that waits.
var broken = map[string]string{
	"registry_signal_counts_once":           `insert into registry_signal (entry, business, kind, at) select entry, business, kind, at from registry_signal where business = $1`,
	"registry_signal_kind_is_named":         `update registry_signal set kind = '' where business = $1`,
	"registry_keaktifan_is_one":             `insert into registry_keaktifan (business, odds, at, rules) select business, odds, at, rules from registry_keaktifan where business = $1`,
	"registry_keaktifan_is_no_certainty":    `update registry_keaktifan set odds = 100001 where business = $1`,
	"registry_keaktifan_names_its_rules":    `update registry_keaktifan set rules = '' where business = $1`,
	"registry_keaktifan_pass_is_one":        `insert into registry_keaktifan_pass (id, day, rules, behind, done) values (2, '', '', $1, false)`,
	"registry_keaktifan_sum_is_one":         `insert into registry_keaktifan_sum (area, band, businesses, at) select area, band, businesses, at from registry_keaktifan_sum where $1 <> 0`,
	"registry_keaktifan_sum_band_is_known":  `update registry_keaktifan_sum set band = 4 where band = 0 and $1 <> 0`,
	"registry_keaktifan_sum_is_a_number":    `update registry_keaktifan_sum set businesses = -1 where $1 <> 0`,
	"registry_check_came_once":              `insert into registry_check (id, business, officer, key, found, facts, sealed, photo, made_at, at, state, decided_by) select 1, business, officer, key, found, facts, sealed, photo, made_at, at, state, decided_by from registry_check where business = $1`,
	"registry_check_found_is_known":         `update registry_check set found = 'lupa' where business = $1`,
	"registry_check_state_is_known":         `update registry_check set state = 'lupa' where business = $1`,
	"registry_check_open_waits_for_nothing": `update registry_check set state = 'selesai' where business = $1`,
	"registry_check_decision_is_told":       `update registry_check set state = 'tetap' where business = $1`,
	"registry_check_is_not_of_tomorrow":     `update registry_check set made_at = at + 1 where business = $1`,
	"registry_check_accuracy_is_a_distance": `update registry_check set accuracy = -1 where business = $1`,
	"registry_trip_is_one":                  `insert into registry_trip (officer, area, mode, minutes, made_at) select officer, area, mode, minutes, made_at from registry_trip where $1 <> 0`,
	"registry_trip_mode_is_known":           `update registry_trip set mode = 'terbang' where $1 <> 0`,
	"registry_trip_takes_time":              `update registry_trip set minutes = 0 where $1 <> 0`,
	"registry_trip_stop_is_one":             `insert into registry_trip_stop (officer, number, business) select officer, number, business from registry_trip_stop where business = $1`,
	"registry_trip_stop_goes_once":          `insert into registry_trip_stop (officer, number, business) select officer, number + 1, business from registry_trip_stop where business = $1`,
}

var errUndo = errors.New("undo")

func TestThePromisesOfTheTablesHold(t *testing.T) {
	text := ""
	for _, file := range []string{"20261126-04", "20261201-30"} {
		one, err := fs.ReadFile(registry.Files, "migrations/"+file+"-registry.sql")
		if err != nil {
			t.Fatal(err)
		}
		text += string(one)
	}
	eachTown(t, func(w *town) {
		for _, m := range regexp.MustCompile(`constraint (registry_\w+)`).FindAllStringSubmatch(text, -1) {
			if broken[m[1]] == "" {
				t.Errorf("no statement breaks %s", m[1])
			}
		}
		id := w.opens(stall())
		w.follow()
		w.pass()
		w.count()
		if _, err := w.check(w.officer, field.Checking{Business: id, Key: aKey, Found: field.Closed, Stood: &field.Stood{Accuracy: 3}}); err != nil {
			t.Fatal(err)
		}
		w.must(func(tx *db.Tx) error {
			return w.desk.Keep(tx, w.officer.Session, field.Ask{Minutes: 60, Mode: field.Foot, Area: klandasan}, []db.ID{id})
		})
		for name, statement := range broken {
			statement = strings.ReplaceAll(statement, "$1", "cast($1 as bigint)")
			err := w.write(func(tx *db.Tx) error {
				if _, err := tx.Exec(statement, id); err != nil {
					return err
				}
				return errUndo
			})
			check, isCheck := db.Checked(err)
			switch said := fmt.Sprint(err); {
			case errors.Is(err, errUndo):
				t.Errorf("%s: nothing was broken", name)
			case isCheck && check != name, !isCheck && !db.Unique(err) && !strings.Contains(said, name):
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
