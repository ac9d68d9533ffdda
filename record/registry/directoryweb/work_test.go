package directoryweb

import (
	"strings"
	"testing"

	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
)

// The works of a creative person stand apart from what is sold, with who says how their HKI
// stands, and a link that carries the owner's word and not ours.
func TestWorksStandApart(t *testing.T) {
	eachTown(t, func(w *town) {
		id := w.put(false, stall("Rina Sari", registry.Values{}))[0]
		w.desk.Products = func(*db.Tx, db.ID) ([]Product, error) {
			return []Product{{Name: "Kaset"}, {Name: "Lagu <Pesisir>", Work: &Work{Line: func(lang.Lang) string { return "Musik, 2024" }, Link: "https://contoh.id/lagu",
				HKI: func(lang.Lang) string { return "Hak cipta terdaftar" }, Level: registry.Told}}, {Name: "Puisi", Work: &Work{Line: func(lang.Lang) string { return "Tulisan, 2020" }}}}, nil
		}
		raw := w.get(w.href(id))
		page := told(raw)
		for _, piece := range []string{`rel="ugc nofollow noopener" href="https://contoh.id/lagu"`, `id="karya"`, "Lagu &lt;Pesisir&gt;"} {
			if !strings.Contains(raw, piece) {
				t.Errorf("the page lacks %q", piece)
			}
		}
		works, goods := strings.Index(page, "Musik, 2024"), strings.Index(page, "Kaset")
		if works < 0 || goods < works || !strings.Contains(page, "Hak cipta terdaftar") || !strings.Contains(page, "Tulisan, 2020") {
			t.Errorf("works and goods: %s", page)
		}
		if strings.Contains(w.get(w.href(id)), `"name":"Puisi"`) {
			t.Error("a work is said to be for sale")
		}
	})
}
