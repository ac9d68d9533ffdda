package registry_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
)

// broken are the promises of the tables of businesses, each with a statement that
// breaks it. $1 is a published business, $2 another one, $3 a third that is a draft.
var broken = map[string]string{
	"registry_business_state_is_known":               copyOf(`state`, `'lupa'`),
	"registry_business_kind_is_known":                `update registry_business set kind = 'lupa', version = version + 1 where id = $1`,
	"registry_business_nib_is_13_digits":             `update registry_business set nib = '912000123456x', version = version + 1 where id = $1`,
	"registry_business_person_has_no_nib":            `update registry_business set kind = 'perorangan', nib = '9120001234567', version = version + 1 where id = $1`,
	"registry_business_point_is_whole":               `update registry_business set lat = null, point_source = '', version = version + 1 where id = $1`,
	"registry_business_point_names_its_source":       `update registry_business set point_source = '', version = version + 1 where id = $1`,
	"registry_business_workers_are_counted":          `update registry_business set workers_m = -1, version = version + 1 where id = $1`,
	"registry_business_home_is_sealed":               `update registry_business set address = 'Jl. A', version = version + 1 where id = $1`,
	"registry_business_shown_has_name_and_kelurahan": `update registry_business set name = '', version = version + 1 where id = $1`,
	"registry_business_is_submitted_by_somebody":     `update registry_business set state = 'submitted', version = version + 1 where id = $3`,
	"registry_business_is_published_by_somebody":     `update registry_business set published_by = '', version = version + 1 where id = $1`,
	"registry_business_is_published_by_another":      `update registry_business set published_by = submitted_by, version = version + 1 where id = $1`,
	"registry_business_merged_is_told":               `update registry_business set merged_state = 'draft', version = version + 1 where id = $1`,
	"registry_business_is_not_merged_into_itself":    `update registry_business set state = 'merged', merged_into = id, merged_state = state, version = version + 1 where id = $1`,
	"registry_business_forgotten_is_closed":          `update registry_business set forgotten_at = 1, version = version + 1 where id = $1`,
	"registry_business_nib_is_one":                   `update registry_business set nib = '9120001234567', version = version + 1 where state = 'published'`,
	"registry_business_counts_up":                    `update registry_business set version = version + 2 where id = $1`,
	"registry_business_moves_as_it_may":              `update registry_business set state = 'published', published_by = 'a', version = version + 1 where id = $3`,
	"registry_business_kbli_is_one":                  `insert into registry_business_kbli (business, version, code, main) select business, version, code, false from registry_business_kbli`,
	"registry_business_kbli_is_in_the_list":          `insert into registry_business_kbli (business, version, code, main) values ($1, '2020', '99999', false)`,
	"registry_business_kbli_one_is_main":             `insert into registry_business_kbli (business, version, code, main) values ($1, '2020', '56103', true)`,
	"registry_business_contact_is_one":               `insert into registry_business_contact (business, way, blind) select business, way, blind from registry_business_contact`,
	"registry_business_contact_way_is_known":         `insert into registry_business_contact (business, way, blind) values ($1, 'fax', 'x')`,
	"registry_source_row_is_one":                     `insert into registry_source_row (source, key, business, digest, at) values ('uji', '1', $1, '', 1), ('uji', '1', $1, '', 1)`,
	"registry_source_row_is_named":                   `insert into registry_source_row (source, key, business, digest, at) values ('uji', '', $1, '', 1)`,
	"registry_proposal_state_is_known":               `update registry_proposal set state = 'lupa', decided_by = 'x', decided_at = 1 where state = 'open'`,
	"registry_proposal_level_is_known":               `update registry_proposal set level = 7 where state = 'open'`,
	"registry_proposal_end_is_told":                  `update registry_proposal set state = 'refused' where state = 'open'`,
	"registry_proposal_is_decided_by_another":        `update registry_proposal set state = 'accepted', decided_by = by_actor, decided_at = 1 where state = 'open'`,
	"registry_proposal_waits_once":                   `insert into registry_proposal (id, business, fact, plain, sealed, subject, level, source, by_actor, at, state, decided_by, decided_at) select 1, business, fact, plain, sealed, subject, level, source, by_actor, at, state, decided_by, decided_at from registry_proposal`,
	"registry_change_is_one":                         again(`id`, `1`),
	"registry_change_kind_is_known":                  again(`version, id, kind`, `99, 1, 'lupa'`),
	"registry_change_level_is_known":                 again(`version, id, level`, `99, 1, 0`),
	"registry_change_names_facts":                    again(`version, id, facts`, `99, 1, ''`),
	"registry_change_takes_one_back":                 again(`version, id, kind`, `99, 1, 'taken_back'`),
	"registry_change_accepts_one":                    again(`version, id, kind`, `99, 1, 'accepted'`),
	"registry_change_stays":                          `update registry_change set level = 2`,
	"registry_change_is_kept":                        `delete from registry_change`,
	"registry_move_is_one":                           `insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at) select business, number, move, from_state, to_state, code, sealed, subject, by_actor, at from registry_move`,
	"registry_move_is_known":                         `insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at) values ($1, 99, 'lupa', '', '', '', '', 1, '', 1)`,
	"registry_move_gives_a_reason":                   `insert into registry_move (business, number, move, from_state, to_state, code, sealed, subject, by_actor, at) values ($1, 99, 'return', '', '', '', '', 1, '', 1)`,
	"registry_move_stays":                            `update registry_move set code = 'x'`,
	"registry_move_is_kept":                          `delete from registry_move`,
	"registry_business_person_role_is_known":         `update registry_business_person set role = 'lupa' where business = $1`,
	"registry_business_person_ends_after_it_begins":  `update registry_business_person set until = '2020-01-01', ended_by = 'x' where business = $1`,
	"registry_business_person_end_is_told":           `update registry_business_person set until = '2999-01-01' where business = $1`,
	"registry_business_person_worker_agreed":         `update registry_business_person set role = 'worker', agreed_at = null where business = $1`,
	"registry_business_person_is_one":                `insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by) select 1, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by from registry_business_person where business = $1`,
	"registry_permit_kind_is_known":                  permit(`'lupa', '1', '', '', '', 1, 1, 'x', null, '', ''`),
	"registry_permit_level_is_known":                 permit(`'sni', '1', '', '', '', 0, 1, 'x', null, '', ''`),
	"registry_permit_has_a_number":                   permit(`'sni', '', '', '', '', 1, 1, 'x', null, '', ''`),
	"registry_permit_ends_after_it_begins":           permit(`'sni', '1', '', '2026-01-02', '2026-01-01', 1, 1, 'x', null, '', ''`),
	"registry_permit_removed_says_why":               permit(`'sni', '1', '', '', '', 1, 1, 'x', 1, 'x', ''`),
	"registry_permit_is_one":                         permit(`'sni', '1', '', '', '', 1, 1, 'x', null, '', ''), (2, $1, 'sni', '1', '', '', '', 1, 1, 'x', null, '', ''`),
	"registry_row_change_is_of_one_row":              turned(`permit`, `person`),
	"registry_row_change_kind_is_known":              turned(`kind`, `'lupa'`),
	"registry_row_change_level_is_known":             turned(`level`, `7`),
	"registry_row_change_begins_with_the_row":        turned(`kind, of_change`, `'added', null`),
	"registry_row_change_turns_the_row":              turned(`ended_after`, `''`),
	"registry_row_change_takes_one_back":             turned(`of_change`, `id`),
	"registry_row_change_of_permit_is_one":           `insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change) select c.id + 1, c.business, p.id, null, c.number, c.kind, c.at, c.by_actor, c.level, c.ended_before, c.ended_after, '', c.subject, null from registry_row_change c join registry_permit p on p.business = c.business where c.number = 1`,
	"registry_row_change_of_person_is_one":           turned(`number, kind, ended_before, ended_after`, `1, 'added', null, ''`),
	"registry_row_change_follows":                    turned(`number`, `9`),
	"registry_row_change_stays":                      `update registry_row_change set level = 2`,
	"registry_row_change_is_kept":                    `delete from registry_row_change`,
	"registry_read_purpose_is_known":                 `insert into registry_read (id, business, reader, held, facts, purpose, at) select 1, $1, person, id, 'phone', 'pajak', 1 from account_role where role = 'counter'`,
	"registry_read_names_facts":                      `insert into registry_read (id, business, reader, held, facts, purpose, at) select 1, $1, person, id, '', 'layanan', 1 from account_role where role = 'counter'`,
	"registry_read_stays":                            `update registry_read set purpose = 'pembinaan'`,
	"registry_read_is_kept":                          `delete from registry_read`,
	"registry_business_stands_still":                 `update registry_business set name = 'x', version = version + 1 where state = 'closed'`,
	"registry_proposal_is_decided_once":              `update registry_proposal set decided_by = 'x' where state <> 'open'`,
	"registry_business_merges_into_one_that_stands":  `update registry_business set state = 'merged', merged_state = state, version = version + 1, merged_into = (select id from registry_business where state = 'merged') where id = $3`, "registry_business_merges_into_a_public_one": `update registry_business set state = 'merged', merged_state = state, version = version + 1, merged_into = $3 where id = $1`,
	"registry_business_person_owner_comes_along": `update registry_business_person set role = 'helper', of_merge = $2 where business = $1`,
	"registry_business_person_comes_with_theirs": `insert into registry_business_person (id, business, person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by, of_merge)
		select 1, cast($2 as bigint), person, role, sealed, since, until, agreed_at, made_at, made_by, ended_by, cast($3 as bigint) from registry_business_person where business = $1`,
}

// copyOf is a business that is there already, with another column: what is put in
// anew has left no state.
func copyOf(column, value string) string {
	names := "id, version, state, subject, sealed, proof, demo, made_at, made_by, submitted_by, published_by, merged_into, merged_state, forgotten_at, kind, name, other_names, nib, " +
		"legal_form, kelurahan, rt, address, at_home, address_public, lat, lon, point_source, street_vendor, phone_public, wa_public, mail_public, web, hours, about_id, about_en, about_ja, " +
		"workers_m, workers_f, capacity, started, kbli, subsectors"
	as := strings.Replace(strings.Replace(names, "id,", "1,", 1), column+",", value+",", 1)
	return `insert into registry_business (` + names + `) select ` + as + ` from registry_business where id = $1`
}

// again is a change set that is there already, with other columns.
func again(columns, values string) string {
	names := "id, business, version, kind, at, by_actor, source, level, facts, plain, sealed, subject, proof_before, proof_after"
	as := names
	cols, vals := strings.Split(columns, ", "), strings.Split(values, ", ")
	for i, c := range cols {
		as = regexp.MustCompile(`\b`+c+`\b`).ReplaceAllString(as, vals[i])
	}
	return `insert into registry_change (` + names + `) select ` + as + ` from registry_change where business = $1 and version = 1`
}

// turned is the end of an owner, with other columns.
func turned(columns, values string) string {
	names := "id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change"
	as := `1, business, permit, person, 2, 'ended', at, by_actor, level, '', '{}', '', subject, null`
	list := strings.Split(as, ", ")
	vals := strings.Split(values, ", ")
	for i, c := range strings.Split(columns, ", ") {
		list[slices.Index(strings.Split(names, ", "), c)] = vals[i]
	}
	return `insert into registry_row_change (` + names + `) select ` + strings.Join(list, ", ") + ` from registry_row_change where person is not null and number = 1 and business = $1`
}

func permit(values string) string {
	return `insert into registry_permit (id, business, kind, number, issuer, issued, until, level, added_at, added_by, removed_at, removed_by, why) values (1, $1, ` + values + `)`
}

func TestThePromisesOfTheTablesHold(t *testing.T) {
	eachTownWith(t, db.Options{}, func(w *town) {
		for _, name := range named(w.T) {
			if broken[name] == "" {
				w.Errorf("no statement breaks %s", name)
			}
		}
		ids := oneOfEach(w)
		for name, statement := range broken {
			args := []any{ids[0], ids[1], ids[2]}
			for i := range args {
				if !strings.Contains(statement, fmt.Sprint("$", i+1)) {
					statement += map[bool]string{true: ` where `, false: ` and `}[!strings.Contains(statement, ` where `)] + fmt.Sprintf(`cast($%d as bigint) <> 0`, i+1)
				}
			}
			if strings.HasPrefix(statement, "insert") && strings.Contains(statement, "values (") { // takes no condition
				statement, _, _ = strings.Cut(statement, " where cast(")
				args = args[:1]
				if !strings.Contains(statement, "$1") {
					args = nil
				}
			}
			err := w.write(func(tx *db.Tx) error {
				if _, err := tx.Exec(statement, args...); err != nil {
					return err
				}
				return errUndo
			})
			said := fmt.Sprint(err)
			check, isCheck := db.Checked(err)
			switch {
			case err == errUndo:
				w.Errorf("%s: nothing was broken by %s", name, statement)
			case isCheck && check != name, !isCheck && !db.Unique(err) && !strings.Contains(said, name) && !strings.Contains(strings.ToLower(said), "foreign key"):
				w.Errorf("%s: %v", name, err)
			}
		}
	})
}

// oneOfEach fills the tables: a published business, another, a draft, a closed one, a
// merged one.
func oneOfEach(w *town) (ids [3]db.ID) {
	ids = [3]db.ID{w.published(stall()), w.published(stall()), w.register(w.owner, stall())}
	closed, merged := w.published(stall()), w.published(stall())
	if err := w.step(w.owner, w.book.Close, closed); err != nil {
		w.Fatal(err)
	}
	w.must(func(tx *db.Tx) error { return w.book.Merge(tx, w.officer.Session, anyStep(merged), ids[1]) })
	w.changed(w.officer, registry.Changing{Business: ids[0], Set: registry.Values{registry.Name: "A1", registry.Web: "a.example"}, Level: registry.Document})
	w.changed(w.helper, registry.Changing{Business: ids[0], Set: registry.Values{registry.Name: "B1", registry.Web: "b.example"}})
	if err := w.decide(w.officer, w.proposals(ids[0])[0].ID, false); err != nil {
		w.Fatal(err)
	}
	w.proven(ids[0], "ID-1")
	w.must(func(tx *db.Tx) error {
		_, err := w.book.Open(tx, w.officer.Session, registry.Asked{Business: ids[0], Facts: []registry.Fact{registry.Phone}, Purpose: "layanan"})
		return err
	})
	return ids
}

// named lists the constraints of the tables of businesses: those of the parts are
// their own matter.
func named(t *testing.T) (all []string) {
	files, err := fs.Glob(registry.Files, "migrations/20261125-0[678]-registry.sql")
	if err != nil || len(files) != 3 {
		t.Fatal(files, err)
	}
	files = append(files, "migrations/20261128-30-registry.sql", "migrations/20261129-02-registry.sql")
	for _, file := range files {
		text, err := fs.ReadFile(registry.Files, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:constraint|create unique index) (registry_\w+)\s+(?:check|unique|primary key|foreign key|on)|raise\(abort, '(\w+)'\)`).FindAllStringSubmatch(string(text), -1) {
			all = append(all, m[1]+m[2])
		}
	}
	return all
}
