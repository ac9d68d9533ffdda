package main

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"alun/ground/web/webtest"
)

// Who read private facts of somebody's business stands with who read the person: with the
// business, the officer, the purpose and the fact. What is kept stands there in words, and no
// code that only the program knows.
func TestWhoReadABusinessStandsWithWhoReadThePerson(t *testing.T) {
	v := visitHouse(t)
	page := func(path string) string {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		v.signed(r, "maker")
		out := httptest.NewRecorder()
		v.site.Handler().ServeHTTP(out, r)
		return out.Body.String()
	}
	whole := page("/akun/data")
	_, reads, _ := strings.Cut(whole, `id="dibaca"`)
	reads, held, _ := strings.Cut(reads, `id="disimpan"`)
	for _, want := range []string{"Warung Sari", `href="/usaha-saya/` + v.codes[ownOne] + `/riwayat"`, "Petugas loket", "Melayani pemilik di loket", "WhatsApp", "Dasar:"} {
		if !strings.Contains(reads, want) {
			t.Errorf("who read does not say %s: %s", want, webtest.Text(reads))
		}
	}
	if strings.Contains(reads, "Belum ada petugas") {
		t.Error("it says that nobody read")
	}
	held = webtest.Text(held)
	for _, machine := range []string{`64\.71\.02`, `\d{4}:\d{5}`, `\b(gps|map)\b`, `kurasi\.`} {
		if found := regexp.MustCompile(machine).FindString(held); found != "" {
			t.Errorf("a person reads %s", found)
		}
	}
	if !regexp.MustCompile(`Peran dalam usaha\s+Warung Sari`).MatchString(held) {
		t.Error("a role in a business does not say in which")
	}
}
