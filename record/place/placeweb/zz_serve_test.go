package placeweb

import (
	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/web"
	"alun/record/place"
	"context"
	"net/http"
	"os"
	"testing"
	"time"
)

func TestZZServe(t *testing.T) {
	if os.Getenv("ZZ") == "" {
		t.Skip()
	}
	d := dbtest.Open(t, dbtest.SQLite(t), db.Options{}, place.Files)
	p, _ := place.ReadProfile(profile)
	place.Load(context.Background(), d, p)
	site, err := web.New(web.Config{DB: d, Words: words(t), Routes: New(d).Routes(), Layout: layout, Fault: refused})
	if err != nil {
		t.Fatal(err)
	}
	go http.ListenAndServe("127.0.0.1:18471", site.Handler())
	time.Sleep(25 * time.Minute)
}
