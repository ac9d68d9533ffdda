package planweb

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"alun/record/account"
)

// TestTheRoundsPagesKnowTheirReaders opens every page as every role: whoever is
// not signed in is led to where one signs in, and who has no business there is
// told so in a sentence.
func TestTheRoundsPagesKnowTheirReaders(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		own, other := "inspektorat", "disnaker"
		w.signIn(account.Operator, own).post(tw2+"/"+own+"/mulai", "isi", "lanjut").is(303)
		all := map[string]visitor{"planner": w.signIn(account.Planner, ""), "inspector": w.signIn(account.Inspector, ""), "administrator": w.signIn(account.Administrator, ""),
			"privacy": w.signIn(account.Privacy, ""), "operator": w.signIn(account.Operator, own), "head": w.signIn(account.Head, own),
			"stranger": {town: w}, "neighbour": w.signIn(account.Head, other)}
		city := []string{"planner", "inspector", "administrator"}
		office := append([]string{"operator", "head"}, city...)
		staff := append([]string{"neighbour"}, office...)
		for page, may := range map[string][]string{
			"/tugas": append([]string{"privacy"}, staff...), "/putaran": staff, tw2: staff, tw2 + "/daftar": {"planner"},
			tw2 + "/" + own + "/periksa": city, tw2 + "/" + own + "/kirim": office, tw2 + "/" + own + "/indikator": office,
			tw2 + "/" + own + "/anggaran": office, tw2 + "/" + own + "/kunci": {"planner"}, tw2 + "/" + own + "/buka": {"planner"},
		} {
			for name, v := range all {
				s := v.get(page)
				want := http.StatusForbidden
				switch {
				case name == "stranger":
					want = http.StatusSeeOther
				case slices.Contains(may, name):
					want = http.StatusOK
				}
				if s.status != want {
					w.Errorf("%s as %s: status %d, not %d", page, name, s.status, want)
				}
				if name == "stranger" && !strings.HasPrefix(s.raw, "/masuk?ke=") {
					w.Errorf("%s leads a stranger to %s", page, s.raw)
				}
			}
		}
	})
}

// TestTheRoundsFormsAskForTheRight sends every form as those who must not.
func TestTheRoundsFormsAskForTheRight(t *testing.T) {
	eachTown(t, func(w *town) {
		w.openedRound()
		own := "inspektorat"
		at := tw2 + "/" + own
		operator := w.signIn(account.Operator, own)
		operator.post(at+"/mulai", "isi", "lanjut").is(303)
		version := w.version(operator.office)
		sentence := "Kalimat yang cukup panjang untuk diterima."
		for _, f := range []struct {
			path  string
			pairs []string
			not   []visitor
		}{
			{"/putaran", []string{"quarter", "2025-1", "deadline", "2027-01-05", "budget_version", "murni"}, []visitor{operator, w.signIn(account.Inspector, ""), w.signInAs(account.Planner, "", true)}},
			{tw2, []string{"langkah", "tutup", "version", "1"}, []visitor{operator, w.signIn(account.Head, own), w.signInAs(account.Planner, "", true)}},
			{tw2, []string{"langkah", "tenggat", "version", "1", "deadline", "2027-01-05"}, []visitor{operator, w.signIn(account.Administrator, "")}},
			{tw2, []string{"langkah", "ingat", "siapa", "ditunggu"}, []visitor{operator, w.signIn(account.Inspector, "")}},
			{at + "/kirim", []string{"version", version}, []visitor{operator, w.signIn(account.Planner, ""), w.signInAs(account.Head, "disnaker", false), w.signInAs(account.Head, "dpu", true)}},
			{at + "/periksa", []string{"version", version, "langkah", "verifikasi"}, []visitor{operator, w.signIn(account.Inspector, ""), w.signInAs(account.Planner, "", true)}},
			{at + "/periksa", []string{"version", version, "langkah", "kembalikan", "sentence", sentence}, []visitor{operator, w.signIn(account.Administrator, "")}},
			{at + "/kunci", []string{"version", version}, []visitor{operator, w.signIn(account.Inspector, ""), w.signInAs(account.Planner, "", true)}},
			{at + "/buka", []string{"version", version, "reason", sentence}, []visitor{operator, w.signIn(account.Inspector, ""), w.signInAs(account.Planner, "", true)}},
			{at + "/indikator", []string{"arah-1.1.1.1-0", "more", "hitung-1.1.1.1-0", "sum"}, []visitor{w.signIn(account.Planner, ""), w.signIn(account.Operator, "disnaker")}},
			{at + "/anggaran", []string{"kind", "pergeseran", "document", "DPPA/1", "signed", "2024-05-01", "new-1.1.1.1", "1"}, []visitor{w.signIn(account.Planner, ""), w.signIn(account.Operator, "disnaker")}},
		} {
			for i, v := range f.not {
				if s := v.post(f.path, f.pairs...); s.status != http.StatusForbidden {
					w.Errorf("%s %v, %d: status %d", f.path, f.pairs, i, s.status)
				}
			}
			if s := (visitor{town: w}).post(f.path, f.pairs...); s.status != http.StatusUnauthorized {
				w.Errorf("%s %v from a stranger: status %d", f.path, f.pairs, s.status)
			}
		}
		if now := w.version(operator.office); now != version {
			w.Errorf("the submission moved from %s to %s", version, now)
		}
	})
}
