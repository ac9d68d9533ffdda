package accountweb_test

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/diary"
)

func TestServeForPicturesOfSigningIn(t *testing.T) {
	if os.Getenv("PICS") == "" {
		t.Skip()
	}
	clock := dbtest.NewClock(time.Now())
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{Now: clock.Now}, web.Files, account.Files, diary.Files, jobs.Files)
	p := newPorch(t, d, clock)
	admin, _, codes := p.setUp()
	path := admin.invite("0812-3456-7890", "head", p.office(7), "name", "Ir. Budi Hartono, M.T.")
	admin.invite("ani@contoh.id", "operator", p.office(7), "name", "Ani Lestari")
	admin.invite("rudi@contoh.id", "planner", "", "name", "Rudi Setiawan")
	head := p.visitor()
	inv := admin.invite("dewi@contoh.id", "counter", "", "name", "Dewi", "area", "64.71.02")
	head.send(path, "secret", password)
	head.post("/akun/kode")
	at := admin.get("/orang?peran=head").find(t, `href="(/orang/[0-9a-z]{13})"`)
	held := admin.get(at).find(t, `href="(`+at+`/peran/[0-9a-z]{13})"`)
	raw, _ := json.Marshal(map[string]any{"admin": admin.cookies["alun"], "head": head.cookies["alun"], "inv": inv, "at": at, "held": held, "codes": codes})
	os.WriteFile("/tmp/w/acc/info.json", raw, 0o644)
	s := &http.Server{Addr: "localhost:18094", Handler: p.site.Handler()}
	go func() {
		for {
			if _, err := os.Stat("/tmp/w/acc/stop"); err == nil {
				s.Close()
				return
			}
			time.Sleep(time.Second)
		}
	}()
	_ = s.ListenAndServe()
}
