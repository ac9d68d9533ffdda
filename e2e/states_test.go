package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// stateKinds are pages of the demonstration in another state than their kind has
// in staffKinds: of somebody else, of a sheet that stands elsewhere in the round,
// or with nothing on them.
var stateKinds = []kind{
	{"tasks of a head", "", busy(headOf("Setda"), fixed("/tugas"))},
	{"tasks: none", "", busy(inspector, fixed("/tugas"))},
	{"tasks: no role", "", busy(maker, fixed("/tugas"))},
	{"round of an office", "", busy(operatorOf("DPU"), fixed(busyPath))},
	{"sheet: not begun", "", busy(operatorOf("Setda"), fixed("/putaran/2025/2/setda"))},
	{"sheet: sent", "", busy(operatorOf("Satpol PP"), fixed(busyPath+"/satpolpp"))},
	{"sheet: returned", "", busy(operatorOf("DP3"), fixed(busyPath+"/dp3"))},
	{"sheet: locked", "", busy(inspector, fixed(busyPath+"/setwan"))},
	{"send: ready", "", busy(headOf("Setda"), fixed(busyPath+"/setda/kirim"))},
	{"send: not begun", "", busy(headOf("Setda"), fixed("/putaran/2025/2/setda/kirim"))},
	{"send: sent", "", busy(headOf("Satpol PP"), fixed(busyPath+"/satpolpp/kirim"))},
	{"send: returned", "", busy(headOf("DP3"), fixed(busyPath+"/dp3/kirim"))},
	{"review: verified", "", busy(planner, fixed(busyPath+"/diskominfo/periksa"))},
	{"review: locked", "", busy(planner, fixed(busyPath+"/setwan/periksa"))},
	{"lock: not yet", "", busy(planner, fixed(busyPath+"/setda/kunci"))},
	{"letter: locked", "", busy(headOf("Setwan"), fixed(busyPath+"/setwan/surat"))},
	{"evidence: nothing", "", busy(operatorOf("Setda"), fixed("/putaran/2025/2/setda/dukung"))},
	{"evidence: for an inspector", "", busy(inspector, first(busyPath+"/setwan/dukung", func(p string) bool {
		return strings.HasPrefix(p, busyPath+"/setwan/dukung/")
	}))},
	{"notes: answers to judge", "", busy(planner, fixed("/tugas/catatan"))},
	{"reconciliations: none", "", busy(operatorOf("Setwan"), fixed("/rekonsiliasi"))},
	{"inspections: of an office", "", busy(operatorOf("DPU"), fixed("/inspeksi"))},
	{"public office of a round", "", busy("", fixed("/renja/2025/setwan?tw=1"))},
}

// A form that is sent with nothing in it, or too little, says beside each field
// what is missing, on a phone as on a desk; and a page that is not the reader's is
// a page too.
func TestAFormSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := visitDemo(t)
	s.makeBusy(t)
	for _, c := range []struct{ name, who, path, button string }{
		{"round", planner, "/putaran", "Buka putaran ini"},
		{"holiday", planner, "/hari-libur", "Tambah hari libur"},
		{"sample", inspector, "/inspeksi/baru", "Tarik contoh"},
		{"reconciliation", operatorOf("DPU"), "/rekonsiliasi", "Cocokkan"},
		{"budget", operatorOf("DPU"), busyPath + "/dpu/anggaran", "Simpan"},
		{"return", planner, busyPath + "/satpolpp/periksa", "Kembalikan"},
		{"reopening", planner, busyPath + "/setwan/buka", "Buka kembali isian Setwan"},
		{"invitation", admin, "/orang/baru", ""},
		{"assignment", inspector, "/surat-tugas", ""},
		{"breach", privacy, "/pribadi/kebocoran", ""},
		{"request", maker, "/akun/data/minta", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := s.tabOf(t, c.who)
			b.open(c.path)
			b.sendsAsItIs(c.button)
			b.watch.forgive("422")
			for _, width := range []int64{phone, desk} {
				b.width(width)
				b.narrow(c.path, width)
			}
			b.noViolations(c.path + " with what is missing")
		})
	}
	b := s.tabOf(t, operatorOf("DPU"))
	for _, path := range []string{"/orang", busyPath + "/setwan/kirim", "/pribadi"} {
		if status := b.visit(path); status != http.StatusForbidden && status != http.StatusNotFound {
			t.Errorf("%s answered %d", path, status)
		}
		b.noViolations(path + ", refused")
	}
	b.watch.forgive("403", "404")
}

// sendsAsItIs sends the form of a button, though the browser would ask for more;
// "" is the page's last form. The answer marks what is wrong.
func (b *tab) sendsAsItIs(button string) {
	b.Helper()
	sent := script[bool](b, fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll("main form[method=post] button")].filter((x) => x.textContent.trim().startsWith(%q));
		const by = all.at(-1);
		if (!by) return false;
		by.form.noValidate = true;
		by.form.requestSubmit(by);
		return true;
	})()`, button))
	if !sent {
		b.Fatalf("no form has the button %s:\n%s", button, b.text())
	}
	b.until("what is wrong", func() bool { // asked while the answer comes, the browser may say that the page is gone
		told, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`document.querySelector("main .galat, main [role=alert]") !== null`))
		return err == nil && told
	})
}
