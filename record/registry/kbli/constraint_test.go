package kbli_test

import (
	"os"
	"regexp"
	"testing"

	"alun/ground/db"
)

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_kbli_version_state_is_known": `update registry_kbli_version set state = 'sah'`,
	"registry_kbli_code_of_a_version": `insert into registry_kbli_code (version, code, level, section, title, shown, description, valid_from)
		values ('1999', 'A', 1, 'A', 'x', 'x', '', 0)`,
	"registry_kbli_code_below_a_code":            `update registry_kbli_code set parent = '00' where code = '561'`,
	"registry_kbli_code_level_is_known":          `update registry_kbli_code set level = 6, code = '561020' where version = '2020' and code = '45202'`,
	"registry_kbli_code_has_a_parent":            `update registry_kbli_code set parent = null where code = '561'`,
	"registry_kbli_code_fits_its_level":          `update registry_kbli_code set level = 4 where code = '56102'`,
	"registry_kbli_word_of_a_code":               `insert into registry_kbli_word (version, code, words, valid_from) values ('2020', '99999', 'x', 0)`,
	"registry_kbli_revision_part_is_known":       `insert into registry_kbli_revision (id, part, version, code, before, changed_at) values (1, 'lupa', '2020', 'A', '{}', 0)`,
	"registry_kbli_edition_is_one":               `insert into registry_kbli_edition (id, number) values (2, 1)`,
	"registry_kbli_mapping_of_a_subsector":       `update registry_kbli_mapping set slug = 'lupa'`,
	"registry_kbli_mapping_of_a_code":            `update registry_kbli_mapping set code = '99999' where code = '13134'`,
	"registry_kbli_mapping_ends_after_it_began":  `update registry_kbli_mapping set valid_to = valid_from - 1, ended_by = 'x' where code = '13134'`,
	"registry_kbli_mapping_end_is_told":          `update registry_kbli_mapping set ended_by = 'x' where code = '13134'`,
	"registry_kbli_mapping_one_subsector_a_code": `update registry_kbli_mapping set code = '62012' where code = '62013'`,
}

// Every named constraint refuses what breaks it, by name where it is a check.
func TestTheTablesKeepTheirPromises(t *testing.T) {
	var schema []byte
	for _, name := range []string{"01", "02"} {
		data, err := os.ReadFile("../migrations/20261125-" + name + "-registry.sql")
		if err != nil {
			t.Fatal(err)
		}
		schema = append(schema, data...)
	}
	named := regexp.MustCompile(`(?:constraint|create unique index) (\w+)\s+(check|foreign key|on)`).FindAllStringSubmatch(string(schema), -1)
	if len(named) != len(broken) {
		t.Errorf("%d constraints, and %d are tried", len(named), len(broken))
	}
	each(t, func(t *testing.T, d *db.DB) {
		load(t, d, shipped(t))
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
			case (m[2] == "on") != db.Unique(err):
				t.Errorf("%s: %v", m[1], err)
			}
		}
	})
}
