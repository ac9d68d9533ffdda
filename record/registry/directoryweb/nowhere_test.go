package directoryweb

import (
	"net/http"
	"strings"
	"testing"

	"alun/ground/lang"
)

// What hangs in a window cannot be taken back: a house whose address nobody else opens
// makes no card of a real business, and marks that of a made-up one.
func TestNoCardLeadsNowhere(t *testing.T) {
	w := aTown(t, dbSQLite(t))
	real, madeUp := w.put(false, stall("Warung Sungguhan", nil))[0], w.put(true, stall("Warung Contoh", nil))[0]
	is := func(path string, status int, says, saysNot string) {
		t.Helper()
		res, body := w.ask(path)
		if res.StatusCode != status || !strings.Contains(body, says) || saysNot != "" && strings.Contains(body, saysNot) {
			t.Errorf("%s: %d; wanted %d with %q, without %q", path, res.StatusCode, status, says, saysNot)
		}
	}
	const code = `class="qr"`
	card := func(of string) string { return "/kartu/" + of }
	one, other := card(w.desk.Code(real)), card(w.desk.Code(madeUp))
	const where = "http://127.0.0.1:18765"
	is(one, http.StatusOK, code, where)
	is(one+"?format=pdf", http.StatusOK, "%PDF", "")
	plain := w.get(other + "?format=pdf")

	w.desk.Public, w.desk.Nowhere = where, true
	w.put(true, stall("Warung Lain", nil)) // pages that were kept are drawn anew
	for _, tag := range lang.All {
		at, mark := "", w.desk.Words.In(tag).T("directoryweb.card_mark")
		if tag != lang.ID {
			at = "/" + string(tag)
		}
		is(at+one, http.StatusOK, where, code)
		is(at+one, http.StatusOK, where, "format=pdf")
		is(at+one+"?format=pdf", http.StatusConflict, where, "%PDF")
		is(at+other, http.StatusOK, code, "")
		is(at+other, http.StatusOK, mark, "")
		is(at+other, http.StatusOK, where, "ALUN_PUBLIC_URL") // how it is set is nothing for visitors
	}
	if w.get(other+"?format=pdf") == plain {
		t.Error("the printed card of a made-up business bears no mark")
	}

	w.desk.Showing = true
	w.put(true, stall("Warung Lain", nil)) // pages that were kept are drawn anew
	is(one, http.StatusOK, code, "")
	is(one, http.StatusOK, w.desk.Words.In(lang.ID).T("directoryweb.card_mark"), "")
	is(one+"?format=pdf", http.StatusOK, "%PDF", "")
}
