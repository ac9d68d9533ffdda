package size_test

import (
	"os"
	"regexp"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/registry/size"
)

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_size_version_scheme_is_known":        `update registry_size_version set scheme = 'pajak'`,
	"registry_size_version_begins_on_a_day":        `update registry_size_version set from_day = '2021'`,
	"registry_size_version_is_decided_by_somebody": `update registry_size_version set decided_by = ''`,
	"registry_size_version_end_is_told":            `update registry_size_version set replaced_by = 'x'`,
	"registry_size_version_ends_after_it_began":    `update registry_size_version set replaced_at = recorded_at - 1, replaced_by = 'x'`,
	"registry_size_version_one_from_a_day": `insert into registry_size_version (id, scheme, from_day, decided_by, recorded_at)
		select id + 1, scheme, from_day, 'x', 0 from registry_size_version where scheme = 'industri'`,
	"registry_size_rule_one_at_a_place":     `update registry_size_rule set position = 9`,
	"registry_size_rule_code_once":          `update registry_size_rule set code = 'sama'`,
	"registry_size_rule_of_a_version":       `update registry_size_rule set version = 1 where code = 'ik'`,
	"registry_size_rule_class_is_named":     `update registry_size_rule set name_ja = ''`,
	"registry_size_rule_combine_is_known":   `update registry_size_rule set combine = 'both'`,
	"registry_size_rule_names_its_basis":    `update registry_size_rule set basis = ''`,
	"registry_size_rule_grade_is_known":     `update registry_size_rule set grade = 'Z'`,
	"registry_size_bound_once":              `update registry_size_bound set fact = 'sales'`,
	"registry_size_bound_of_a_rule":         `update registry_size_bound set version = version + 1`,
	"registry_size_bound_fact_is_known":     `update registry_size_bound set fact = 'pajak'`,
	"registry_size_bound_is_not_negative":   `update registry_size_bound set low = -1, high = null`,
	"registry_size_bound_low_is_below_high": `update registry_size_bound set low = high where high is not null`,
	"registry_size_bound_bounds_something":  `update registry_size_bound set low = null, high = null`,
}

// Every named constraint refuses what breaks it, by name where it is a check.
func TestTheTablesKeepTheirPromises(t *testing.T) {
	schema, err := os.ReadFile("../migrations/20261125-04-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`(?:constraint|create unique index) (\w+)\s+(check|unique|primary key|foreign key|on)`).FindAllStringSubmatch(string(schema), -1)
	if len(named) != len(broken) {
		t.Errorf("%d constraints, and %d are tried", len(named), len(broken))
	}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		loaded(t, d, balikpapan)
		for _, m := range named {
			statement := broken[m[1]]
			if statement == "" {
				t.Errorf("nothing tries %s", m[1])
				continue
			}
			err := d.Write(t.Context(), func(tx *db.Tx) error { _, err := tx.Exec(statement); return err })
			checked, isCheck := db.Checked(err)
			switch {
			case err == nil:
				t.Errorf("%s was broken", m[1])
			case m[2] == "check" && checked != m[1], m[2] != "check" && isCheck:
				t.Errorf("%s: %v", m[1], err)
			case (m[2] == "unique" || m[2] == "on" || m[2] == "primary key") != db.Unique(err):
				t.Errorf("%s: %v", m[1], err)
			}
		}
		if all := rules(t, d, size.Read); len(all.Versions("umkm")) != 2 {
			t.Error("something of it was kept")
		}
	}, tables(t))
}
