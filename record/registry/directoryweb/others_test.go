package directoryweb

import (
	"strings"
	"testing"

	"alun/record/registry"
)

// Behind a few that were found stand others under a heading of their own, each once; the
// heading above counts what was found alone.
func TestOthersHaveAHeadingOfTheirOwn(t *testing.T) {
	eachTown(t, func(w *town) {
		for _, name := range []string{"Sate Kambing Pak Rohim", "Gulai Kambing Bu Yati"} {
			w.put(true, registry.Values{registry.Kind: registry.Usaha, registry.Name: name, registry.Kelurahan: "64.71.05.1002", registry.LegalForm: "perorangan",
				registry.KBLI: "2020:56102", registry.AtHome: registry.No, registry.Address: "Jl. Contoh 1", registry.AboutID: "Usaha contoh."})
		}
		w.caught()
		for prefix, heading := range map[string]string{"": "Mungkin juga yang Anda cari", "/en": "You may be looking for these too", "/ja": "こちらもお探しかもしれません"} {
			body := w.get(prefix + "/usaha?q=sate+kambing")
			page := told(body)
			at := strings.Index(page, heading)
			if prefix != "/ja" && total(body) != 1 || at < 0 || strings.Count(page, "Gulai Kambing Bu Yati") != 1 || strings.Index(page, "Gulai Kambing") < at || strings.Index(page, "Pak Rohim") > at {
				t.Errorf("%s: %s", prefix, page)
			}
			if page := told(w.get(prefix + "/usaha?q=sate+kambing&urut=nama")); strings.Contains(page, heading) {
				t.Error("others stand in a list that is sorted by name")
			}
		}
	})
}
