package main

// long: what a demonstration leaves behind, table by table.

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry/product"
)

// demoKeeps are the tables in which a demonstration that was taken out leaves rows, each with
// why. A table that is not here has as many rows as before the demonstration.
var demoKeeps = map[string]string{
	"diary_entry":   "the diary is append-only: that there was a demonstration, as ids of nobody",
	"diary_seal":    "a seal for each entry",
	"db_node":       "each process that writes leases a number",
	"letter_number": "numbers of letters are kept for ever; those of a demonstration have series of their own",
	"letter_series": "and so are their series",
	"mail_message":  "withdrawn: empty, and forgotten after 90 days like each that has ended",
	"wa_message":    "withdrawn: empty, and forgotten after 90 days like each that has ended",
}

// rowsIn counts the rows of all tables that the database has.
func rowsIn(t *testing.T, at string) map[string]int64 {
	t.Helper()
	out := map[string]int64{}
	reads(t, at, func(tx *db.Tx) error {
		all, err := db.Tables(tx)
		for _, table := range all {
			if err == nil {
				out[table.Name], err = table.Count(tx)
			}
		}
		return err
	})
	return out
}

func reads(t *testing.T, at string, act func(tx *db.Tx) error) {
	t.Helper()
	d, err := db.Open(t.Context(), at, db.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Read(context.Background(), act); err != nil {
		t.Fatal(err)
	}
}

func writes(t *testing.T, at string, act func(tx *db.Tx) error) {
	t.Helper()
	d, err := db.Open(t.Context(), at, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Write(context.Background(), act); err != nil {
		t.Fatal(err)
	}
}

// asBefore holds all tables against what they had.
func asBefore(t *testing.T, before, now map[string]int64, but map[string]string) {
	t.Helper()
	for _, table := range slices.Sorted(maps.Keys(now)) {
		if _, kept := but[table]; before[table] != now[table] && !kept {
			t.Errorf("%s has %d rows, and had %d", table, now[table], before[table])
		}
	}
}

// TestARefusedDemonstrationChangesNothing: beside a real business or a real person nothing
// is loaded at all, neither real reports. These alone still come in.
func TestARefusedDemonstrationChangesNothing(t *testing.T) {
	t.Parallel()
	for engine, fresh := range withRooms() {
		for what, real := range map[string]func(t *testing.T, at string, where []string){"business": aRealBusiness, "person": aRealPerson} {
			t.Run(engine+" "+what, func(t *testing.T) {
				at := fresh(t)
				where := atPlace(t, at)
				real(t, at, where)
				before := rowsIn(t, at)
				for _, asked := range [][]string{{"demo", "--load-only", "--businesses", "20"}, {"demo", "--listen", "127.0.0.1:0"}, {"demo", "--businesses", "0", "--listen", "127.0.0.1:0"}} {
					if code, _, errs := alun(t, append(asked, where...)...); code != exitRefused || !strings.Contains(errs, "real") {
						t.Errorf("%q: exit %d, %q", asked, code, errs)
					}
					asBefore(t, before, rowsIn(t, at), map[string]string{"db_node": demoKeeps["db_node"]})
				}
				must(t, append([]string{"demo", "--load-only"}, where...)...)
				if n := counted(t, at, "plan_report"); n == 0 {
					t.Error("the real reports do not come in beside what is real")
				}
			})
		}
	}
}

func aRealBusiness(t *testing.T, _ string, where []string) {
	list := filepath.Join(t.TempDir(), "daftar.csv")
	if err := os.WriteFile(list, []byte("Nama Usaha;NIB;Kelurahan\nToko Berkah;1206220012345;Damai\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, append([]string{"import", "businesses", list}, where...)...)
}

func aRealPerson(t *testing.T, at string, where []string) {
	must(t, append([]string{"migrate"}, where...)...)
	writes(t, at, func(tx *db.Tx) error {
		_, err := tx.Exec(`insert into account_person (id, name, lang, state, demo, made_at, made_by, version) values (7, '', 'id', 'active', $1, 1, 'command', 1)`, false)
		return err
	})
}

// TestTheDemonstrationLeavesNothing compares all tables of the database before the
// demonstration and after it was taken out, also what visitors did with it, in each table
// that can hold anything of a business or a person. Then the house serves and says nothing
// of a demonstration, and the next one is the same city.
func TestTheDemonstrationLeavesNothing(t *testing.T) {
	t.Parallel()
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			at := fresh(t)
			where := atPlace(t, at)
			demo := append([]string{"demo", "--load-only"}, where...)
			must(t, demo...)
			writes(t, at, func(tx *db.Tx) error { // somebody who is not made up sent something
				_, err := tx.Exec(`insert into web_answer (actor, route, key, sum, answer, at) values ('public', 'POST /x', 'x', '', '', 1)`)
				return err
			})
			before := rowsIn(t, at)
			must(t, append(demo, "--businesses", "40")...)
			city := theCity(t, at)
			file := visitorsPhoto(t, at, where)
			writes(t, at, visitorsActs)
			people := allHaveRows(t, at)
			indexes := savedIndexes(t, where)
			must(t, append([]string{"demo", "--remove"}, where...)...)
			for _, path := range indexes {
				if _, err := os.Stat(path); !os.IsNotExist(err) {
					t.Errorf("%s is still there: %v", filepath.Base(path), err)
				}
			}
			asBefore(t, before, rowsIn(t, at), demoKeeps)
			nobodyIsNamed(t, at, people)
			if _, err := os.Stat(filepath.Join(where[5], file[:2], file[2:4], file)); !os.IsNotExist(err) {
				t.Errorf("the photo is still in the folder: %v", err)
			}
			if out := must(t, append([]string{"verify"}, where...)...); strings.Contains(out, "changed:") {
				t.Errorf("verify: %s", out)
			}
			must(t, append(demo, "--businesses", "40")...)
			if again := theCity(t, at); len(city) < 100 || !slices.Equal(city, again) {
				t.Errorf("the same seed makes another city: %d and %d lines; %q", len(city), len(again), slices.DeleteFunc(again, func(line string) bool { return slices.Contains(city, line) }))
			}
			must(t, append([]string{"demo", "--remove"}, where...)...)
			asBefore(t, before, rowsIn(t, at), demoKeeps)
			saysNothingOfIt(t, where)
		})
	}
}

// savedIndexes are the files that the directory leaves: the index, and one that was not
// finished.
func savedIndexes(t *testing.T, where []string) (paths []string) {
	t.Helper()
	for _, end := range []string{"", ".new17"} {
		path := fileOf(where) + end
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Remove(path) })
		paths = append(paths, path)
	}
	return paths
}

// theCity is every business with what it offers and the calls and associations beside it,
// without their ids.
func theCity(t *testing.T, at string) (out []string) {
	t.Helper()
	reads(t, at, func(tx *db.Tx) error {
		for _, query := range []string{
			`select coalesce(s.key, '-') || ' ' || b.state || ' ' || b.name || ' ' || coalesce(b.nib, '-') || ' ' || b.kbli || ' ' || b.kelurahan from registry_business b left join registry_source_row s on s.business = b.id`,
			`select b.name || ' ' || p.name || ' ' || p.price || ' ' || cast(coalesce(p.low, 0) as text) from registry_product p join registry_business b on b.id = p.business`,
			`select k.title || ' ' || k.state || ' ' || e.name || ' ' || cast(coalesce(r.points, 0) as text) from registry_kurasi k left join registry_kurasi_entry e on e.call = k.id left join registry_kurasi_result r on r.entry = e.id`,
			`select a.name || ' ' || a.state || ' ' || m.state || ' ' || b.name from registry_asosiasi a join registry_asosiasi_membership m on m.asosiasi = a.id join registry_business b on b.id = m.business`,
		} {
			all, err := db.All(tx, (*db.Row).Text, query)
			if err != nil {
				return err
			}
			out = append(out, all...)
		}
		return nil
	})
	slices.Sort(out)
	return out
}

// visitorsPhoto sends a photo to a made-up business, and one that was taken off since, and
// gives the name of their file.
func visitorsPhoto(t *testing.T, at string, where []string) (file string) {
	t.Helper()
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	h, err := open(t.Context(), &Config{Database: at, Key: where[3], Files: where[5], City: "balikpapan"}, &desk{words.In(lang.ID), words, streams{}})
	if err != nil {
		t.Fatal(err)
	}
	defer h.db.Close()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	f, err := h.files.Receive(t.Context(), blob.Sent{Name: "warung.png", Type: "image/png", Content: &picture}, product.Photographs)
	if err == nil {
		err = h.db.Write(t.Context(), func(tx *db.Tx) error {
			for range 6 { // three sizes of one that is shown, and of one that was taken off
				if err := blob.Keep(tx, f.Hash); err != nil {
					return err
				}
			}
			_, err := tx.Exec(`insert into registry_photo (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by)
				select 1, min(id), null, 1, '', $1, $1, $1, 40, 30, 1, 'system' from registry_business`, f.Hash)
			if err == nil {
				_, err = tx.Exec(`insert into registry_photo_off (id, business, product, position, alt, large, medium, small, width, height, added_at, added_by, off_at, off_by)
					select 2, p.business, min(p.id), 1, '', $1, $1, $1, 40, 30, 1, 'system', 1, 'system' from registry_product p group by p.business order by p.business limit 1`, f.Hash)
			}
			return err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return f.Hash
}

// visitors is what visitors may do with a demonstration, in tables that it leaves empty
// itself. p and q are made-up people, r the role of p, b and c two businesses, g a product,
// s a session of p, k a kelurahan.
var visitors = []string{
	`insert into account_login (id, person, way, sealed, blind, made_at) values (1, {p}, 'phone', 'x', 'x', 1)`,
	`insert into account_secret (person, kind, hash, made_at) values ({p}, 'pin', 'x', 1)`,
	`insert into account_totp (person, sealed, made_at, used_step) values ({p}, 'x', 1, 1)`,
	`insert into account_code (person, hash) values ({p}, 'x')`,
	`insert into account_link (hash, purpose, person, made_at, made_by, until) values ('x', 'reset', {p}, 1, 'person:{q}', 2)`,
	`insert into account_consent (id, person, purpose, list, lang, given_at) values (1, {p}, 'kabar_program', 1, 'id', 1)`,
	`insert into account_stop (id, person, purpose, request, since_at) values (1, {p}, 'kabar_program', 1, 1)`,
	`insert into account_duty (id, person, number, from_at, until_at, made_at) values (1, {p}, 'x', 1, 2, 1)`,
	`insert into account_read (id, subject, reader, held, fields, purpose, list, at) values (1, {q}, {p}, {r}, 'name', 'bantuan_akun', 1, 9000000000000000)`,
	`insert into account_request (id, person, kind, state, field, sealed, purpose, at, made_by, due, done_by, answer) values (1, {p}, 'copy', 'open', '', '', '', 9000000000000000, 'person:{p}', 1, '', '')`,
	`insert into account_card (id, kind, state, blind, found, at, made_by, due, done_at, done_by, answer) values (1, 'copy', 'done', 'x', 1, 9000000000000000, {p}, 1, 1, {p}, '')`,
	`insert into account_recovery (id, person, area, document, state, seen_by, seen_at) values (1, {p}, '64.71.02', 'ktp', 'seen', {q}, 1)`,
	`insert into account_incident (id, found_at, what, how, done, contact, people, made_at, made_by) values (1, 1, 'x', 'x', 'x', 'x', 1, 1, 'person:{p}')`,
	`insert into account_affected (incident, person) values (1, {q})`,
	`insert into api_key (id, prefix, name, hash, scopes, made_at, used_on, acts_for) values (1, 'x', 'x', 'x', 'x', 1, '', '{s}')`,
	`insert into web_answer (actor, route, key, sum, answer, at) values ('{s}', 'POST /x', 'y', '', '', 1), ('public', 'POST /peragaan', 'x', '', '', 1), ('key:x', 'POST /x', 'x', '', '', 1)`,
	`insert into account_try (id, bucket, at) values (1, 'x', 9000000000000000)`,
	`insert into registry_keaktifan_sum (area, band, businesses, at) values ('64.71.02', 0, 1, 1)`,
	`insert into registry_check (id, business, officer, key, found, facts, accuracy, sealed, photo, made_at, at, state, decided_by, decided_at) values (1, {b}, {p}, 'x', 'buka', '', null, '', '', 1, 1, 'selesai', '', null)`,
	`insert into registry_ganda_pair (a, b, odds, sure, parts, state, found_at, decided_by, decided_at) values ({b}, {c}, 1, true, '', 'waiting', 1, '', null)`,
	`insert into registry_invitation (id, business, person, by_person, made_at, until, state, decided_at) values (1, {b}, {p}, {q}, 1, 2, 'open', null)`,
	`insert into registry_keaktifan (business, odds, at, rules) values ({b}, 1, 1, 'x')`,
	`insert into registry_mark (business, fact, rules, at) values ({b}, 'name', 'x', 1)`,
	`insert into registry_naikkelas_answer (id, business, question, number, value, level, by_actor, at) values (1, {b}, 'x', 1, 'ya', 1, 'person:{p}', 1)`,
	`insert into registry_passport (id, business, hash, purpose, shown, made_at, made_by, until, opened, revoked_by) values (1, {b}, '{h}', 'bank', '', 1, 'person:{p}', 2, 1, '')`,
	`insert into registry_passport_opening (id, passport, business, number, at) values (1, 1, {b}, 1, 1)`,
	`insert into registry_permit (id, business, kind, number, issuer, issued, until, level, added_at, added_by, removed_by, why) values (1, {b}, 'halal', 'x', '', '', '', 1, 1, 'person:{p}', '', '')`,
	`insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change) values (1, {b}, 1, null, 1, 'added', 1, 'person:{p}', 1, null, '', '', 1, null)`,
	`insert into registry_product_change (id, product, business, version, kind, at, by_actor, fields, subject, sealed, of_change) values (1, {g}, {b}, 1, 'added', 1, 'person:{p}', '', 1, '', null)`,
	`insert into registry_product_work (product, kind, year, link, hki, hki_kind, hki_number, hki_day, hki_level) values ({g}, 'x', 2025, '', 'none', '', '', '', 1)`,
	`insert into registry_tally (id, reader, held, facts, purpose, every, opened, at) values (1, {p}, {r}, 'sales', 'uji_aturan', 1, 1, 9000000000000000)`,
	`insert into registry_trip (officer, area, mode, minutes, made_at) values ({p}, '{k}', 'kaki', 60, 1)`,
	`insert into registry_trip_stop (officer, number, business) values ({p}, 1, {b})`,
	`insert into registry_lembar (id, kelurahan, rt, number, state, made_at, made_by, entered_by, voided_by) values (1, '{k}', 1, 'x', 'printed', 1, 'person:{p}', '', '')`,
	`insert into registry_lembar_row (sheet, n, business, version, name, trade, street, tick, tick_by, counted, decided, decided_by) values (1, 1, {b}, 1, 'x', '', '', 0, '', 0, '', '')`,
	`insert into registry_lembar_hand (sheet, line, business, made_at, made_by) values (1, 1, {c}, 1, 'person:{p}')`,
	`insert into wa_message (id, key, kind, about, hint, sealed, state, reason, by, put_at) values (1, 'x', 'x', {p}, '0812', 'x', 'waiting', '', '', 1)`,
	`insert into mail_message (id, key, kind, about, hint, sealed, state, reason, put_at) values (1, 'x', 'x', {p}, 'a@b', 'x', 'waiting', '', 1)`,
}

// visitorsActs does what visitors may do.
func visitorsActs(tx *db.Tx) error {
	text := func(query string) string {
		out, _, err := db.One(tx, (*db.Row).Text, query)
		if err != nil || out == "" {
			return "nothing"
		}
		return out
	}
	pairs := []string{"{h}", strings.Repeat("f", 64)}
	for name, query := range map[string]string{
		"{p}": `select cast(person as text) from account_role where role = 'counter'`, "{q}": `select cast(person as text) from account_role where role = 'planner'`,
		"{r}": `select cast(id as text) from account_role where role = 'counter'`, "{s}": `select s.hash from account_session s join account_role r on r.person = s.person where r.role = 'counter'`,
		"{b}": `select cast(min(p.business) as text) from registry_product p`, "{c}": `select cast(max(id) as text) from registry_business`,
		"{g}": `select cast(min(id) as text) from registry_product where business = (select min(p.business) from registry_product p)`, "{k}": `select min(code) from place_area where level = 'kelurahan'`,
	} {
		pairs = append(pairs, name, text(query))
	}
	fill := strings.NewReplacer(pairs...)
	for _, statement := range visitors {
		if _, err := tx.Exec(fill.Replace(statement)); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
	return nil
}

// allHaveRows demands that each table that hangs on businesses or people has something to
// take out: a new one gets its row in visitors. It gives all who are made up.
func allHaveRows(t *testing.T, at string) (people []string) {
	t.Helper()
	rows := rowsIn(t, at)
	reads(t, at, func(tx *db.Tx) (err error) {
		all, err := db.Tables(tx)
		if err != nil {
			return err
		}
		hang := map[string]bool{"registry_business": true, "account_person": true}
		for _, table := range all { // each after those that it hangs on
			if slices.ContainsFunc(table.Parents, func(p string) bool { return hang[p] }) {
				hang[table.Name] = true
			}
			if hang[table.Name] && rows[table.Name] == 0 {
				t.Errorf("%s is empty: whether it is emptied was not tried", table.Name)
			}
		}
		people, err = db.All(tx, (*db.Row).Text, `select cast(id as text) from account_person`)
		return err
	})
	return people
}

// nobodyIsNamed looks for the ids of people in every column of every table that is no
// history kept for ever.
func nobodyIsNamed(t *testing.T, at string, people []string) {
	t.Helper()
	gone := map[string]bool{}
	for _, p := range people {
		gone[p], gone["person:"+p] = true, true
	}
	reads(t, at, func(tx *db.Tx) error {
		all, err := db.Tables(tx)
		if err != nil {
			return err
		}
		for _, table := range all {
			if demoKeeps[table.Name] != "" || strings.HasPrefix(table.Name, "plan_") || strings.HasPrefix(table.Name, "place_") {
				continue // the first are told above; the others come from files
			}
			for _, c := range table.Columns {
				values, err := db.All(tx, (*db.Row).Text, `select coalesce(cast(`+`"`+c.Name+`" as text), '') from `+table.Name)
				if err != nil {
					return err
				}
				if slices.ContainsFunc(values, func(v string) bool { return gone[v] }) {
					t.Errorf("%s.%s names somebody who was made up", table.Name, c.Name)
				}
			}
		}
		return nil
	})
}

// saysNothingOfIt reads pages of a house that served after the demonstration was taken out.
func saysNothingOfIt(t *testing.T, where []string) {
	t.Helper()
	base := served(t, where...)
	for _, page := range []string{"/", "/usaha", "/kurasi", "/asosiasi", "/masuk", "/en/tentang"} {
		status, text := looked(t, base+page)
		for tries := 0; status == http.StatusServiceUnavailable && tries < 200; tries++ { // the directory is being read
			time.Sleep(20 * time.Millisecond)
			status, text = looked(t, base+page)
		}
		if at := strings.Index(text, "peragaan") + strings.Index(text, "demonstration") + 2; status != http.StatusOK || at > 0 {
			t.Errorf("%s: %d; %q", page, status, text[max(0, at-200):min(len(text), at+200)])
		}
	}
}

// looked asks for a page, and gives its text in small letters.
func looked(t *testing.T, address string) (status int, text string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, strings.ToLower(string(body))
}
