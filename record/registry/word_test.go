package registry_test

import (
	"strings"
	"testing"

	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry"
)

// TestEveryCodeHasItsWord in three languages.
func TestEveryCodeHasItsWord(t *testing.T) {
	words, err := lang.Load(registry.Files)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range registry.Facts {
		keys = append(keys, f.Label())
	}
	for _, l := range append(registry.Levels, 0) {
		keys = append(keys, l.Word())
	}
	for _, s := range registry.States {
		keys = append(keys, s.Word(), "registry.is_"+string(s))
	}
	for _, m := range []registry.Move{registry.Beginning, registry.Admitting, registry.Submitting, registry.Returning, registry.Publishing, registry.Suspending, registry.Resuming,
		registry.Closing, registry.Reopening, registry.Merging, registry.Unmerging, registry.Forgetting} {
		keys = append(keys, m.Word())
	}
	for _, b := range append(registry.SalesBands, registry.CapitalBands...) {
		keys = append(keys, b.Word())
	}
	for _, e := range []registry.Eye{registry.Public, registry.Officer, registry.Helping, registry.Owning} {
		keys = append(keys, e.Word())
	}
	for of, all := range map[*func(string) string][]string{ptr(registry.ChangeWord): {"registered", "changed", "accepted", "taken_back"}, ptr(registry.PermitWord): registry.PermitKinds,
		ptr(registry.ReasonWord): append(append(append([]string{}, registry.SuspendReasons...), registry.CloseReasons...), registry.PermitReasons...),
		ptr(registry.RoleWord):   registry.Roles, ptr(registry.PerWord): {"hour", "day", "week", "month", "year"}, ptr(registry.PointWord): registry.PointSources} {
		for _, code := range all {
			keys = append(keys, (*of)(code))
		}
	}
	for purpose := range registry.Purposes {
		keys = append(keys, registry.PurposeWord(purpose))
		if strings.Contains(purpose, "pajak") || strings.Contains(purpose, "tertib") {
			t.Errorf("%s is no purpose", purpose)
		}
	}
	for d := range 7 {
		keys = append(keys, registry.DayWord(d))
	}
	for _, l := range append(registry.Missing(registry.Values{}), registry.Missing(registry.Values{registry.Kind: "perorangan"})...) {
		keys = append(keys, l.Why, l.How)
	}
	keys = append(keys, registry.ValueWord(registry.Kind, "usaha"), registry.ValueWord(registry.AtHome, "yes"), registry.ValueWord(registry.Sales, "omzet_2m"))
	for _, tag := range []lang.Tag{lang.ID, lang.EN, lang.JA} {
		for _, key := range keys {
			if !words.In(tag).Has(key) {
				t.Errorf("%s lacks %s", tag, key)
			}
		}
	}
}

func ptr(f func(string) string) *func(string) string { return &f }

// TestRights are the ones that the table of doors lists: each of this room, and those
// that decide ask for a second factor where staff has them.
func TestRights(t *testing.T) {
	has := map[string]bool{}
	for _, r := range registry.Rights {
		if !strings.HasPrefix(r.Name, "registry.") || has[r.Name] || len(r.Roles) == 0 {
			t.Errorf("%+v", r)
		}
		has[r.Name] = true
		for _, role := range r.Roles {
			if role == account.Administrator || role == account.Privacy {
				t.Errorf("%s is no matter of the %s", r.Name, role)
			}
		}
	}
}
