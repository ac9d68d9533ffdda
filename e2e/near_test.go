package e2e

import (
	"strings"
	"testing"
)

// Somebody asks for what is near: by the telephone's own place; by a kelurahan where that
// place is refused, and where there are no scripts.
func TestSomebodyLooksNearby(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	sorted := func(p string) bool { return strings.Contains(p, "urut=jarak") && strings.Contains(p, "dekat=-1.") }
	byKelurahan := func(b *tab) {
		b.Helper()
		b.set("dekat", b.originOf("Manggar"))
		b.click(b.named("button", "Urutkan dari yang terdekat"))
		b.at("near a kelurahan", sorted)
		b.says("Dekat Manggar", "untuk “warung”")
		b.narrow("near a kelurahan", phone)
	}
	t.Run("by its place", func(t *testing.T) {
		t.Parallel()
		b := newTab(t, s.home)
		b.width(phone)
		b.open("/usaha?q=warung")
		script[bool](b, `(navigator.geolocation.getCurrentPosition = (yes) => yes({ coords: { latitude: -1.235771, longitude: 116.827752, accuracy: 12 } }), true)`)
		b.click(b.named("button", "Dekat saya"))
		b.at("near the telephone", func(p string) bool { // rounded before it goes anywhere
			return sorted(p) && strings.Contains(p, "dekat=-1.236%2C116.828") && strings.Contains(p, "q=warung")
		})
		b.says("Dekat Anda", "Sejauh apa")
		b.narrow("what is near", phone)
		b.click(b.see("link", "to leave it out", func(x thing) bool { return strings.HasPrefix(x.name, "Dekat Anda") }))
		b.at("of all again", func(p string) bool { return p == "/usaha?q=warung" })
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		b := newTab(t, s.home)
		b.width(phone)
		b.open("/usaha?q=warung")
		script[bool](b, `(navigator.geolocation.getCurrentPosition = (yes, no) => no({ code: 1 }), true)`)
		b.click(b.named("button", "Dekat saya"))
		b.says("Letak Anda tidak dapat dibaca", "Jarak dihitung dari tengah kelurahan")
		b.noViolations("a place that is refused")
		byKelurahan(b)
	})
	t.Run("plain", func(t *testing.T) {
		t.Parallel()
		b := newTab(t, s.home)
		b.noScripts()
		b.width(phone)
		b.open("/usaha?q=war&kecamatan=64.71.05")
		b.click(b.named("button", "Lihat saran"))
		b.at("of the suggestions", func(p string) bool { return p == "/usaha/saran?q=war&kecamatan=64.71.05" })
		b.linkTo("a suggestion", func(p string) bool { return strings.HasPrefix(p, "/usaha?kecamatan=64.71.05&q=war") })
		b.narrow("of the suggestions", phone)
		b.open("/usaha/saran?q=zzqxq&kecamatan=64.71.05")
		b.click(b.named("link", "Cari “zzqxq”"))
		b.at("of the question itself", func(p string) bool { return p == "/usaha?kecamatan=64.71.05&q=zzqxq" })
		b.open("/usaha?q=warung")
		b.click(b.see("DisclosureTriangle", "to a kelurahan", func(x thing) bool { return strings.HasPrefix(x.name, "Dekat kelurahan") }))
		byKelurahan(b)
	})
}

// originOf is the value of a kelurahan in the form that counts from its middle.
func (b *tab) originOf(kelurahan string) string {
	b.Helper()
	return script[string](b, `[...document.querySelectorAll("#f-dekat option")].find((o) => o.textContent.trim() === "`+kelurahan+`")?.value ?? ""`)
}
