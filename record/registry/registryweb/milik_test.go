package registryweb

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/web/webtest"
	"alun/record/registry"
)

var (
	ownedLine = regexp.MustCompile(`<a class="lega" href="/usaha/daftar/([0-9a-z]{13})/periksa">([^<]+)</a></h3>`)
	ownedNext = regexp.MustCompile(`href="(/usaha-saya\?milik=[0-9a-z]{13}&amp;sesudah=[0-9a-z]{13})"`)
)

// A maker who owns many turns pages, the newest first: each stands on one of them, and
// none on two. Who helps turns the same pages, and nobody else reads one.
func TestManyBusinessesStandOnPages(t *testing.T) {
	eachDesk(t, func(w *desk) {
		const many = 2*mostMine + 5
		var want []string
		for i := range many {
			name := fmt.Sprintf("Warung %02d", i)
			want = append(want, name)
			err := w.d.Write(context.Background(), func(tx *db.Tx) error {
				_, err := w.book.Register(tx, w.viewers["maker"].Session, registry.Registering{Set: registry.Values{registry.Kind: registry.Usaha, registry.Name: name}})
				return err
			})
			if err != nil {
				w.Fatal(err)
			}
		}
		slices.Reverse(want)
		for _, who := range []string{"maker", "helper"} {
			var got, sizes []string
			at := "/usaha-saya"
			for at != "" {
				page := w.Reads(who, at)
				lines := ownedLine.FindAllStringSubmatch(page, -1)
				for _, m := range lines {
					got = append(got, m[2])
				}
				sizes = append(sizes, fmt.Sprint(len(lines)))
				next := ownedNext.FindStringSubmatch(page)
				if at != "/usaha-saya" && !strings.Contains(page, `href="/usaha-saya"`) {
					w.Errorf("%s: no way back", at)
				}
				if at = ""; next != nil {
					at = strings.ReplaceAll(next[1], "&amp;", "&")
				}
			}
			if !slices.Equal(got, want) || strings.Join(sizes, " ") != "20 20 5" {
				w.Errorf("%s reads %v on pages of %v", who, got, sizes)
			}
		}
		if page := webtest.Text(w.Reads("maker", "/usaha-saya")); !strings.Contains(page, fmt.Sprintf("Milik Anda (%d)", many)) {
			w.Error("it does not say how many there are")
		}
		own := w.code(w.viewers["maker"].Person)
		if page := w.Reads("counter", "/usaha-saya?milik="+own); ownedLine.MatchString(page) {
			w.Error("an officer reads a maker's list")
		}
		// The first page of the form leads back to some that were begun, not to all.
		if n := strings.Count(w.Reads("maker", "/usaha/daftar"), "/periksa\""); n != mostBegun {
			w.Errorf("the form leads to %d drafts", n)
		}
	})
}
