package kurasi

// long: a table of broken promises.

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/record/registry"
)

// broken are the promises of the tables, each with statements that break it: of an open
// call (a), one that is judged (b), and a published one (c).
var broken = map[string]string{
	"registry_kurasi_state_is_known":                  `update registry_kurasi set state = 'lupa', version = version + 1 where state = 'draft'`,
	"registry_kurasi_is_of_a_kind":                    `insert into registry_kurasi (id, version, state, kind, made_at, made_by, number, reason, decided_by, year, title, purpose, entrants, opens_at, closes_at, quota, curators, names_public) select 1, 1, state, '', made_at, made_by, '', '', '', year, title, purpose, entrants, opens_at, closes_at, quota, curators, names_public from registry_kurasi where state = 'draft'`,
	"registry_kurasi_is_of_a_year":                    `update registry_kurasi set year = 20, version = version + 1 where state = 'draft'`,
	"registry_kurasi_says_what_for":                   `update registry_kurasi set purpose = '', version = version + 1 where state = 'draft'`,
	"registry_kurasi_opens_before_it_closes":          `update registry_kurasi set opens_at = closes_at, version = version + 1 where state = 'draft'`,
	"registry_kurasi_chooses_by_a_rule":               `update registry_kurasi set quota = null, threshold = null, version = version + 1 where state = 'draft'`,
	"registry_kurasi_quota_is_counted":                `update registry_kurasi set quota = 0, version = version + 1 where state = 'draft'`,
	"registry_kurasi_threshold_is_in_points":          `update registry_kurasi set threshold = 101, version = version + 1 where state = 'draft'`,
	"registry_kurasi_has_three_curators":              `update registry_kurasi set curators = 2, version = version + 1 where state = 'draft'`,
	"registry_kurasi_decision_is_told":                `update registry_kurasi set state = 'decided', version = version + 1 where state = 'judging'`,
	"registry_kurasi_opening_is_told":                 `update registry_kurasi set state = 'open', version = version + 1 where state = 'draft'`,
	"registry_kurasi_rules_stand opened":              `update registry_kurasi set opened_at = opened_at + 1, version = version + 1 where state = 'open'`,
	"registry_kurasi_rules_stand cancelled":           `update registry_kurasi set state = 'cancelled', reason = 'x', opened_at = 1, version = version + 1 where state = 'draft'`,
	"registry_kurasi_entry_is_of_few":                 `insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) select n.n, e.call, n.n, e.business, e.name, e.holder, e.statement, e.consent, e.entered_at, 'x' from registry_kurasi_entry e, (select 1 as n union all select 2 union all select 3 union all select 4) n where e.call = (select id from registry_kurasi where state = 'open')`,
	"registry_kurasi_sheet_is_of_no_insider rival":    `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) select i.entry, i.person, 1, 'x', 1 from registry_kurasi_interest i join registry_kurasi_entry o on o.id = i.entry join registry_kurasi_entry e on e.call = o.call and e.id <> o.id join registry_business_person p on p.business = e.business and p.person = i.person where i.kind = 'none' and not exists (select 1 from registry_business_person q where q.business = o.business and q.person = i.person)`,
	"registry_kurasi_publication_is_told":             `update registry_kurasi set published_at = null, version = version + 1 where state = 'published'`,
	"registry_kurasi_cancelled_says_why":              `update registry_kurasi set state = 'cancelled', version = version + 1 where state = 'draft'`,
	"registry_kurasi_number_is_one":                   `insert into registry_kurasi (id, version, state, kind, made_at, made_by, number, reason, opened_at, decided_at, decided_by, published_at, year, title, purpose, entrants, opens_at, closes_at, quota, curators, names_public) select 1, 1, state, kind, made_at, made_by, number, '', opened_at, decided_at, decided_by, published_at, year, title, purpose, entrants, opens_at, closes_at, quota, curators, names_public from registry_kurasi where state = 'published'`,
	"registry_kurasi_criterion_is_one":                `update registry_kurasi_criterion set n = 1 where call = (select id from registry_kurasi where state = 'draft')`,
	"registry_kurasi_criterion_has_a_place":           `update registry_kurasi_criterion set n = 9 where n = 1 and call = (select id from registry_kurasi where state = 'draft')`,
	"registry_kurasi_criterion_is_named":              `update registry_kurasi_criterion set title = '' where call = (select id from registry_kurasi where state = 'draft')`,
	"registry_kurasi_criterion_weighs_something":      `update registry_kurasi_criterion set weight = 0 where call = (select id from registry_kurasi where state = 'draft')`,
	"registry_kurasi_criterion_is_of_a_draft":         `delete from registry_kurasi_criterion where call = (select id from registry_kurasi where state = 'judging')`,
	"registry_kurasi_criterion_is_of_a_draft change":  `update registry_kurasi_criterion set weight = 1 where call = (select id from registry_kurasi where state = 'open')`,
	"registry_kurasi_criterion_is_of_a_draft insert":  `insert into registry_kurasi_criterion (call, n, title, about, weight) select id, 8, 'x', '', 1 from registry_kurasi where state = 'open'`,
	"registry_kurasi_entry_is_somebodys":              `insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) select 1, call, 1, business, name, holder, statement, consent, entered_at, '' from registry_kurasi_entry where call = (select id from registry_kurasi where state = 'open')`,
	"registry_kurasi_entry_is_one":                    `insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) select 1, call, subject, business, name, holder, statement, consent, entered_at, entered_by from registry_kurasi_entry where call = (select id from registry_kurasi where state = 'open')`,
	"registry_kurasi_curator_is_one":                  `insert into registry_kurasi_curator (call, person, named_at, named_by) select call, person, named_at, named_by from registry_kurasi_curator`,
	"registry_kurasi_curator_is_named_by_another":     `update registry_kurasi_curator set named_by = 'person:' || cast(person as text)`,
	"registry_kurasi_interest_is_one":                 `insert into registry_kurasi_interest (entry, person, kind, declared_at) select i.entry, i.person, 'none', 1 from registry_kurasi_interest i join registry_kurasi_entry e on e.id = i.entry join registry_kurasi k on k.id = e.call where k.state = 'judging'`,
	"registry_kurasi_interest_is_known":               `update registry_kurasi_interest set kind = 'lupa' where entry in (select e.id from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'judging') and not exists (select 1 from registry_kurasi_sheet s where s.entry = registry_kurasi_interest.entry and s.person = registry_kurasi_interest.person)`,
	"registry_kurasi_sheet_is_one":                    `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) select s.entry, s.person, 1, 'x', 1 from registry_kurasi_sheet s join registry_kurasi_entry e on e.id = s.entry join registry_kurasi k on k.id = e.call where k.state = 'judging'`,
	"registry_kurasi_sheet_follows_a_declaration":     `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) select e.id, c.person, 1, 'x', 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call join registry_kurasi_curator c on c.call = k.id where k.state = 'judging' and not exists (select 1 from registry_kurasi_interest i where i.entry = e.id and i.person = c.person)`,
	"registry_kurasi_sheet_counts_up":                 `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) select i.entry, i.person, 0, 'x', 1 from registry_kurasi_interest i join registry_kurasi_entry e on e.id = i.entry join registry_kurasi k on k.id = e.call where k.state = 'judging' and i.kind = 'none' and not exists (select 1 from registry_kurasi_sheet s where s.entry = i.entry and s.person = i.person)`,
	"registry_kurasi_sheet_says_why":                  `update registry_kurasi_sheet set feedback = '', version = version + 1 where entry in (select e.id from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'judging')`,
	"registry_kurasi_score_is_one":                    `insert into registry_kurasi_score (entry, person, n, points) select s.entry, s.person, s.n, 1 from registry_kurasi_score s join registry_kurasi_entry e on e.id = s.entry join registry_kurasi k on k.id = e.call where k.state = 'judging'`,
	"registry_kurasi_score_is_of_a_sheet":             `insert into registry_kurasi_score (entry, person, n, points) select e.id, 1, 1, 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'judging'`,
	"registry_kurasi_score_is_in_points":              `insert into registry_kurasi_score (entry, person, n, points) select s.entry, 1, s.n, 101 from registry_kurasi_score s join registry_kurasi_entry e on e.id = s.entry join registry_kurasi k on k.id = e.call where k.state = 'judging' and s.n = 1`,
	"registry_kurasi_result_is_one":                   resultOf("place = 1", "entry, call, 9, points, low, high, sheets, chosen", "published"),
	"registry_kurasi_result_is_of_an_entry":           resultOf("place = 1", "1, call, 9, points, low, high, sheets, chosen", "published"),
	"registry_kurasi_result_has_a_place":              `insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) ` + judgedResult("0, 1, 1, 1, 3"),
	"registry_kurasi_result_is_between_its_ends":      `insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) ` + judgedResult("1, 1, 2, 3, 3"),
	"registry_kurasi_result_has_three_sheets":         `insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) ` + judgedResult("1, 1, 1, 1, 2"),
	"registry_kurasi_result_place_is_one":             `insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) ` + judgedResult("1, 1, 1, 1, 3"),
	"registry_kurasi_moves_as_it_may":                 `update registry_kurasi set state = 'draft', version = version + 1 where state = 'open'`,
	"registry_kurasi_moves_as_it_may unseen":          `update registry_kurasi set title = 'x' where state = 'draft'`,
	"registry_kurasi_weights_are_whole":               `update registry_kurasi set state = 'open', version = version + 1 where state = 'draft'`,
	"registry_kurasi_rules_stand":                     `update registry_kurasi set closes_at = closes_at + 1, version = version + 1 where state = 'open'`,
	"registry_kurasi_rules_stand number":              `update registry_kurasi set number = 'x', version = version + 1 where state = 'published'`,
	"registry_kurasi_entry_is_in_time":                `insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) select 1, e.call, 1, e.business, e.name, e.holder, e.statement, e.consent, k.closes_at, 'x' from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'open'`,
	"registry_kurasi_entry_is_in_time before":         `insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) select 1, e.call, 1, e.business, e.name, e.holder, e.statement, e.consent, k.opens_at - 1, 'x' from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'open'`,
	"registry_kurasi_entry_is_in_time judged":         `insert into registry_kurasi_entry (id, call, subject, business, name, holder, statement, consent, entered_at, entered_by) select 1, call, 1, business, name, holder, statement, consent, entered_at, 'x' from registry_kurasi_entry where call = (select id from registry_kurasi where state = 'judging')`,
	"registry_kurasi_entry_is_withdrawn_in_time":      `update registry_kurasi_entry set withdrawn_at = entered_at where call = (select id from registry_kurasi where state = 'judging')`,
	"registry_kurasi_entry_is_withdrawn_in_time late": `update registry_kurasi_entry set withdrawn_at = (select closes_at from registry_kurasi k where k.id = call) where call = (select id from registry_kurasi where state = 'open')`,
	"registry_kurasi_entry_stays":                     `update registry_kurasi_entry set statement = 'lain'`,
	"registry_kurasi_entry_is_kept":                   `delete from registry_kurasi_entry where call = (select id from registry_kurasi where state = 'open')`,
	"registry_kurasi_interest_is_of_a_curator":        `insert into registry_kurasi_interest (entry, person, kind, declared_at) select e.id, 1, 'none', 1 from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'judging'`,
	"registry_kurasi_interest_is_of_a_curator after":  `update registry_kurasi_interest set declared_at = 1 where entry in (select e.id from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'published')`,
	"registry_kurasi_interest_comes_before":           `update registry_kurasi_interest set kind = 'own' where exists (select 1 from registry_kurasi_sheet s join registry_kurasi_entry e on e.id = s.entry join registry_kurasi k on k.id = e.call where k.state = 'judging' and s.entry = registry_kurasi_interest.entry and s.person = registry_kurasi_interest.person)`,
	"registry_kurasi_interest_is_kept":                `delete from registry_kurasi_interest where not exists (select 1 from registry_kurasi_sheet s where s.entry = registry_kurasi_interest.entry and s.person = registry_kurasi_interest.person)`,
	"registry_kurasi_sheet_is_of_judging":             `update registry_kurasi_sheet set feedback = 'lain', version = version + 1 where entry in (select e.id from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'published')`,
	"registry_kurasi_sheet_is_of_judging delete":      `delete from registry_kurasi_sheet where entry in (select e.id from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'published')`,
	"registry_kurasi_sheet_is_disinterested":          `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) select i.entry, i.person, 1, 'x', 1 from registry_kurasi_interest i join registry_kurasi_entry e on e.id = i.entry join registry_kurasi k on k.id = e.call where k.state = 'judging' and i.kind = 'family'`,
	"registry_kurasi_sheet_is_of_no_insider":          `insert into registry_kurasi_sheet (entry, person, version, feedback, scored_at) select i.entry, i.person, 1, 'x', 1 from registry_kurasi_interest i join registry_kurasi_entry e on e.id = i.entry join registry_business_person p on p.business = e.business and p.person = i.person where i.kind = 'none'`,
	"registry_kurasi_score_is_of_judging":             `delete from registry_kurasi_score where entry in (select e.id from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'published')`,
	"registry_kurasi_score_is_of_judging insert":      `insert into registry_kurasi_score (entry, person, n, points) select s.entry, s.person, 8, 1 from registry_kurasi_sheet s`,
	"registry_kurasi_score_is_put_anew":               `update registry_kurasi_score set points = 1`,
	"registry_kurasi_result_is_of_judging":            resultOf("place = 1", "entry, call, 9, points, low, high, sheets, chosen", "published"),
	"registry_kurasi_result_stays":                    `update registry_kurasi_result set chosen = not chosen`,
	"registry_kurasi_result_is_kept":                  `delete from registry_kurasi_result`,
}

func resultOf(where, columns, state string) string {
	return `insert into registry_kurasi_result (entry, call, place, points, low, high, sheets, chosen) select ` + columns + ` from registry_kurasi_result where ` + where + ` and call = (select id from registry_kurasi where state = '` + state + `')`
}

// judgedResult are results of what is judged: place, low, points, high, sheets.
func judgedResult(values string) string {
	v := strings.Split(values, ", ")
	return `select e.id, e.call, ` + v[0] + `, ` + v[2] + `, ` + v[1] + `, ` + v[3] + `, ` + v[4] + `, (1 = 1) from registry_kurasi_entry e join registry_kurasi k on k.id = e.call where k.state = 'judging'`
}

func TestThePromisesOfTheTablesHold(t *testing.T) {
	text, err := registry.Files.ReadFile("migrations/20261127-11-registry.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`constraint (registry_\w+)|raise\(abort, '(\w+)'\)|unique index (\w+)`).FindAllStringSubmatch(string(text), -1) {
		if broken[m[1]+m[2]+m[3]] == "" {
			t.Errorf("no statement breaks %s", m[1]+m[2]+m[3])
		}
	}
	for engine, at := range dbtest.URLs() {
		t.Run(engine, func(t *testing.T) {
			w := aTown(t, at(t), db.Options{})
			w.allStates()
			undo := errors.New("undo")
			for name, statement := range broken {
				err := w.write(func(tx *db.Tx) error {
					if name == "registry_kurasi_weights_are_whole" {
						if _, err := tx.Exec(`delete from registry_kurasi_criterion where n = 1 and call = (select id from registry_kurasi where state = 'draft')`); err != nil {
							return err
						}
					}
					n, err := tx.Exec(statement)
					if err == nil {
						err = fmt.Errorf("%w: %d rows", undo, n)
					}
					return err
				})
				want, _, _ := strings.Cut(name, " ")
				if errors.Is(err, undo) || !strings.Contains(fmt.Sprint(err), want) && !db.Unique(err) && !mayBeEither(want, err) {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
}

// mayBeEither are promises that two guards keep: either may be named, and SQLite names no
// foreign key.
func mayBeEither(want string, err error) bool {
	if strings.Contains(strings.ToLower(fmt.Sprint(err)), "foreign key") {
		return true
	}
	either := map[string]string{"registry_kurasi_state_is_known": "registry_kurasi_moves_as_it_may", "registry_kurasi_result_is_one": "registry_kurasi_result_is_of_judging",
		"registry_kurasi_result_is_of_an_entry": "registry_kurasi_result_is_of_judging", "registry_kurasi_interest_is_known": "registry_kurasi_interest_comes_before"}
	return either[want] != "" && strings.Contains(fmt.Sprint(err), either[want])
}

// allStates makes a draft, an open call, one that is judged and a published one.
func (w *town) allStates() {
	w.Helper()
	published, e := w.judged("Sari")
	for _, who := range w.judges[:3] {
		w.sheet(who, e[0], "80", "80", "80")
	}
	w.steps(published, w.desk.Decide, w.desk.Publish)
	next := icon()
	next.Opens, next.Closes = "2026-03-01T09:30", "2026-03-01T09:40"
	judged, open := w.make(next), icon()
	open.Opens, open.Closes = "2026-03-01T09:30", "2026-03-01T09:59"
	other := w.make(open)
	w.name(judged, "kurator0", "kurator1", "kurator2", "kurator3")
	w.steps(judged, w.desk.Open)
	w.steps(other, w.desk.Open)
	w.at("2026-03-01T09:31")
	e = []db.ID{w.entry(judged, "Rotan"), w.entry(judged, "Amplang"), w.entry(other, "Kopi")}
	w.at("2026-03-01T09:41")
	w.steps(judged, w.desk.Judge)
	w.sheet(w.judges[0], e[0], "80", "80", "80")
	for i, kind := range map[int]string{1: Family, 2: NoInterest, 3: NoInterest} {
		if err := w.declares(w.judges[i], e[0], kind); err != nil {
			w.Fatal(err)
		}
	}
	if err := w.declares(w.judges[3], e[1], NoInterest); err != nil {
		w.Fatal(err)
	}
	w.joins(e[0], 3)
	w.make(open)
}
