package e2e

import (
	"strings"
	"testing"
)

// A maker answers in seven short parts on a phone, with scripts and without; the page
// then names one next step first.
func TestAMakerLooksAtTheNextStep(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	for name, open := range map[string]func(*testing.T, string) *tab{"plain": s.plainTab, "with scripts": s.phoneTab} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := open(t, maker)
			own := ownBusiness("")(b)
			b.open(own + "/naik-kelas/keuangan")
			b.says("Bagian 5 dari 7", "Apakah uang usaha disimpan terpisah dari uang rumah tangga?")
			b.click(b.see("radio", "for the first question", func(x thing) bool { return strings.HasPrefix(x.name, "Belum") }))
			b.narrow("the questions of an axis", phone)
			b.goesOn("/produksi") // kept, and on to the next part
			b.open(own + "/naik-kelas")
			b.says("Langkah berikut yang paling berarti", "ke loket", "Kesiapan", "Yang terbukti")
			b.narrow("the wheel", phone)
		})
	}
}
