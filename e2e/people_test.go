package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"alun/ground/date"
)

// A head goes: from the day of the decree the successor may send, and the one who
// went may not. Nothing of the open sheet is lost.
func TestAHeadHandsTheRoleOver(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		width             int64
		slug, short, heir string
	}{{desk, "dishub", "Dishub", "Setwan"}, {phone, "inspektorat", "Inspektorat", "Disdag"}} {
		t.Run(fmt.Sprint(c.width), func(t *testing.T) {
			t.Parallel()
			handsOver(t, c.width, c.slug, c.short, c.heir)
		})
	}
}

func handsOver(t *testing.T, width int64, slug, short, next string) {
	s := visitDemo(t)
	s.quarters(t)
	path := "/putaran/2025/2/" + slug
	s.hand(t, "2025/2", slug, short, "isi")
	old, heir := s.be(t, headOf(short)), s.be(t, headOf(next))
	if !version.MatchString(old.page(path + "/kirim")) {
		t.Fatal("the head may not send before the hand-over")
	}
	heir.send(path+"/kirim", url.Values{"version": {"2"}}, http.StatusForbidden)

	b := s.tabOf(t, admin)
	b.width(width)
	b.open("/orang/" + s.cast[headOf(short)])
	b.click(b.see("link", "to the role", func(x thing) bool { return strings.Contains(x.to, "/peran/") }))
	b.says("Serahkan kepada orang lain")
	b.set("to", s.cast[headOf(next)])
	yesterday := date.DayOf(date.DayOf(time.Now()).Start().Add(-time.Hour))
	b.set("last", yesterday.String())
	b.click(b.named("textbox", "Nomor SK"))
	b.press("800.1.3.3/77/BKPSDM")
	b.set("signed", yesterday.String())
	b.narrow("the form of a hand-over", width)
	b.noViolations("the form of a hand-over")
	b.click(b.named("button", "Catat serah terima"))
	b.at("of the person", func(p string) bool { return strings.HasPrefix(p, "/orang/"+s.cast[headOf(short)]+"?ya=serah") })

	old.send(path+"/kirim", url.Values{"version": {"2"}}, http.StatusForbidden)
	c := s.tabOf(t, headOf(next))
	c.width(width)
	c.open(path + "/kirim")
	c.click(c.named("button", "Setujui dan kirim"))
	c.says("Isian Triwulan II 2025 sudah dikirim")
}

// Who opens somebody's data says why, and the person reads it.
func TestAReadOfPersonalDataIsSeenByThePerson(t *testing.T) {
	t.Parallel()
	for width, short := range map[int64]string{desk: "Kesbangpol", phone: "Dinsos"} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			isReadWithAPurpose(t, width, operatorOf(short))
		})
	}
}

func isReadWithAPurpose(t *testing.T, width int64, subject string) {
	s := visitDemo(t)
	b := s.tabOf(t, admin)
	b.width(width)
	b.open("/orang/" + s.cast[subject] + "/buka")
	if strings.Contains(strings.ToLower(b.text()), "pajak") || strings.Contains(strings.ToLower(b.text()), "penertiban") {
		t.Error("taxes or enforcement are offered as a purpose")
	}
	purpose := script[string](b, `(() => { const e = document.querySelector('main input[name=purpose][value=bantuan_akun]'); e.click(); return e.closest("label").innerText.split("\n")[0].trim() })()`)
	b.noViolations("why somebody's data is opened")
	b.click(b.see("button", "to open", func(x thing) bool { return strings.Contains(x.name, "Buka") }))
	b.says(subject)

	c := s.tabOf(t, subject)
	c.width(width)
	c.open("/akun/data")
	c.says(admin, purpose)
	if strings.Contains(s.be(t, operatorOf("Setwan")).page("/akun/data"), admin) {
		t.Error("somebody else reads that these data were opened")
	}
}
