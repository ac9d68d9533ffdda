package paspor

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// broken are the promises of the tables, each with a statement that breaks it.
var broken = map[string]string{
	"registry_passport_token_is_one":            another(`id, business, hash`, `1, business, hash`),
	"registry_passport_hash_is_whole":           another(`id, business, hash`, `1, business, 'abc'`),
	"registry_passport_purpose_is_known":        strings.Replace(another(`id, business, hash`, `1, business, `+otherHash), "purpose, shown, made_at, made_by, until, opened, revoked_at, revoked_by from", "'pajak', shown, made_at, made_by, until, opened, revoked_at, revoked_by from", 1),
	"registry_passport_is_somebodys":            strings.Replace(another(`id, business, hash`, `1, business, `+otherHash), "made_at, made_by, until, opened, revoked_at, revoked_by from", "made_at, '', until, opened, revoked_at, revoked_by from", 1),
	"registry_passport_ends_within_90_days":     strings.Replace(another(`id, business, hash`, `1, business, `+otherHash), "made_by, until, opened, revoked_at, revoked_by from", "made_by, made_at + 7776000000001, opened, revoked_at, revoked_by from", 1),
	"registry_passport_opened_is_counted":       strings.Replace(another(`id, business, hash`, `1, business, `+otherHash), "opened, revoked_at, revoked_by from", "-1, revoked_at, revoked_by from", 1),
	"registry_passport_revocation_is_told":      strings.Replace(another(`id, business, hash`, `1, business, `+otherHash), "revoked_at, revoked_by from", "revoked_at, 'x' from", 1),
	"registry_passport_stays":                   `update registry_passport set until = until + 1 where revoked_at is null`,
	"registry_passport_is_revoked_for_good":     `update registry_passport set revoked_at = null, revoked_by = '' where revoked_at is not null`,
	"registry_passport_counts_up":               `update registry_passport set opened = opened + 2 where revoked_at is null`,
	"registry_passport_is_kept":                 `delete from registry_passport where opened = 0`,
	"registry_passport_opening_is_one":          `insert into registry_passport_opening (id, passport, business, number, at) select 1, passport, business, number, at from registry_passport_opening`,
	"registry_passport_opening_counts_from_one": `insert into registry_passport_opening (id, passport, business, number, at) select 1, passport, business, 0, at from registry_passport_opening`,
	"registry_passport_opening_stays":           `update registry_passport_opening set at = at + 1`,
	"registry_passport_opening_is_kept":         `delete from registry_passport_opening`,
	"registry_read_purpose_is_known":            `insert into registry_read (id, business, reader, held, passport, facts, purpose, at) select 1, r.business, o.person, o.id, null, r.facts, 'pajak', r.at from registry_read r, account_role o where o.role = 'counter'`,
	"registry_read_names_facts":                 readBy(`null, null, passport, '', purpose`),
	"registry_read_is_an_officers_or_a_links":   readBy(`null, null, null, facts, 'layanan'`),
	"registry_read_link_is_for_a_passport":      readBy(`null, null, passport, facts, 'layanan'`),
	"registry_read_stays":                       `update registry_read set at = at + 1`,
	"registry_read_is_kept":                     `delete from registry_read`,
}

const otherHash = `'` + "0000000000000000000000000000000000000000000000000000000000000000" + `'`

func another(columns, values string) string {
	const rest = `, purpose, shown, made_at, made_by, until, opened, revoked_at, revoked_by`
	return `insert into registry_passport (` + columns + rest + `) select ` + values + rest + ` from registry_passport where revoked_at is null`
}

func readBy(values string) string {
	return `insert into registry_read (id, business, reader, held, passport, facts, purpose, at) select 1, business, ` + values + `, at from registry_read`
}

// Every named constraint refuses what breaks it, by name where it is a check.
func TestTheTablesKeepTheirPromises(t *testing.T) {
	schema, err := fs.ReadFile(registry.Files, "migrations/20261127-10-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]string{}
	for _, m := range regexp.MustCompile(`(?:constraint|create unique index|create trigger) (registry_\w+)\s+(check|unique|primary key|foreign key|on|before)`).FindAllStringSubmatch(string(schema), -1) {
		named[m[1]] = m[2]
	}
	if len(named) != len(broken) {
		t.Errorf("%d constraints, and %d are tried", len(named), len(broken))
	}
	eachTown(t, func(w *town) {
		id := w.published(nil)
		token, _ := w.link(id, Tick(registry.Phone))
		if _, err := w.opens(token); err != nil {
			t.Fatal(err)
		}
		_, gone := w.link(id)
		if err := w.revokes(w.owner, id, gone); err != nil {
			t.Fatal(err)
		}
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
