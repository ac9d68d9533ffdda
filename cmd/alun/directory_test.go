package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
	"alun/ground/lang"
	"alun/record/diary"
	"alun/record/registry"
)

// followDirectory has the directory read what was told about a business.
func (w *twoFaces) followDirectory(ctx context.Context, n int) error {
	err := w.house.db.Write(ctx, func(tx *db.Tx) error {
		return diary.Write(tx, diary.Entry{Actor: "command", Fact: "registry.changed", Kind: "registry_business", Subject: tx.NewID(), Data: map[string]any{"facts": []string{"name"}}})
	})
	if err == nil {
		err = w.house.sealDiary(ctx)
	}
	if err != nil {
		return err
	}
	return w.runs(ctx, "directory", func(ctx context.Context) (caught bool, err error) {
		err = w.house.db.Read(ctx, func(tx *db.Tx) error {
			lag, err := diary.Lagging(tx)
			s := w.house.directory.State()
			caught = s.Ready && s.At.Seq >= lag.Sealed
			return err
		})
		return caught, err
	})
}

// TestBusinessesAreFoundFromTheCommandLine: from the register, from the saved file, and
// what came after it was saved; and the file is made anew when it is asked for.
func TestBusinessesAreFoundFromTheCommandLine(t *testing.T) {
	// long: one journey.
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			t.Chdir(t.TempDir()) // where PostgreSQL's file goes
			at := atPlace(t, fresh(t))
			must(t, append([]string{"migrate"}, at...)...)
			codes := bringShops(t, at, "Zamrud", 3)
			found := func(args ...string) (all []foundLine, errs string) {
				t.Helper()
				code, out, errs := alun(t, append(append([]string{"find"}, args...), at...)...)
				if code != exitDone {
					t.Fatalf("find %v: exit %d %s", args, code, errs)
				}
				for line := range strings.Lines(out) {
					var one foundLine
					if err := json.Unmarshal([]byte(line), &one); err == nil {
						all = append(all, one)
					}
				}
				return all, errs
			}
			if all, _ := found("zamrud", "--json"); len(all) != 3 || all[0].Kelurahan == "" || all[0].Score <= 0 || all[0].Parts != nil {
				t.Errorf("%+v", all)
			}
			if _, errs := found("zamrud", "kuning"); !strings.Contains(errs, "3 businesses for “zamrud kuning”") {
				t.Error(errs)
			}
			if out := must(t, append([]string{"find", "zamrud"}, at...)...); strings.Count(out, "\n") != 3 || strings.Contains(out, "made up") {
				t.Errorf("what is not made up is marked so: %s", out)
			}
			if _, errs := found("zamrud", "xqzwvyk"); !strings.Contains(errs, "No business has all the words; 3 have some") {
				t.Error(errs)
			}
			if all, _ := found("zamrud", "xqzwvyk", "--json"); len(all) != 3 || slices.ContainsFunc(all, func(l foundLine) bool { return !l.Other }) {
				t.Errorf("they have only some of the words, and are not marked: %+v", all)
			}
			if all, _ := found("zamrud", "--json"); slices.ContainsFunc(all, func(l foundLine) bool { return l.Other }) {
				t.Errorf("they have every word: %+v", all)
			}
			if all, _ := found("zamrud", "--json", "--explain", "--limit", "1"); len(all) != 1 || len(all[0].Parts) == 0 {
				t.Errorf("%+v", all)
			}
			if all, _ := found("zamrud", "--json", "--kecamatan", "balikpapan selatan"); len(all) != 3 {
				t.Errorf("%+v", all)
			}
			if all, _ := found("zamrud", "--json", "--kecamatan", "64.71.03"); len(all) != 0 {
				t.Errorf("%+v", all)
			}
			if code, _, errs := alun(t, append([]string{"find", "x", "--kecamatan", "Atlantis"}, at...)...); code != exitRefused || !strings.Contains(errs, "There is no kecamatan “Atlantis”") {
				t.Errorf("exit %d %s", code, errs)
			}
			for asked, want := range map[string]string{"--limit=1001": "1 to 1,000 businesses", "--limit=0": "out of bounds", "--limit=100000000": "out of bounds"} {
				if code, _, errs := alun(t, append([]string{"find", "zamrud", asked}, at...)...); code != exitRefused || !strings.Contains(errs, want) {
					t.Errorf("%s: exit %d %s", asked, code, errs)
				}
			}
			if code, out, errs := alun(t, append([]string{"find", "😀"}, at...)...); code != exitRefused || out != "" || !strings.Contains(errs, "Nothing in “😀” can be looked for") {
				t.Errorf("signs: exit %d %s%s", code, out, errs)
			}
			if _, out, _ := alun(t, append([]string{"find", "zamrud", "--json", "--explain", "--limit", "1"}, at...)...); !strings.Contains(out, `"explained":[{"typed":"zamrud","term":"zamrud","idf":`) {
				t.Errorf("the names of an explanation: %s", out)
			}
			if code, _, errs := alun(t, append([]string{"directory", "rebuild"}, at...)...); code != exitDone || !strings.Contains(errs, "3 businesses") {
				t.Errorf("exit %d %s", code, errs)
			}
			if info, err := os.Stat(fileOf(at)); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("the file: %v %v", info, err)
			}
			bringShops(t, at, "Pirus", 2)
			if all, _ := found("pirus", "--json"); len(all) != 2 {
				t.Errorf("behind the file: %+v", all)
			}
			all, errs := found("zamrud", "kuning", "--json")
			if len(all) != 5 || all[2].Other || !all[3].Other || !all[4].Other || errs != "" {
				t.Errorf("others stand behind a few: %+v %s", all, errs)
			}
			if _, errs := found("zamrud", "kuning"); !strings.Contains(errs, "3 businesses for") || !strings.Contains(errs, "2 businesses have some of the words") {
				t.Error(errs)
			}
			if all, _ := found("zamrud", "--json"); len(all) != 3 || !strings.Contains(strings.Join(codes, " "), all[0].Code) {
				t.Errorf("%+v, of %v", all, codes)
			}
		})
	}
}

// Two databases of PostgreSQL have two files, whoever signs in and however.
func TestEachDatabaseHasItsOwnIndexFile(t *testing.T) {
	at := func(address string) string { return (&Config{Database: address}).directoryPath() }
	known := map[string]string{}
	for _, address := range []string{"postgres://alun@127.0.0.1:5432/alun", "postgres://alun@127.0.0.1:5432/uji", "postgres://alun@127.0.0.1:5433/alun", "postgres://alun@10.0.0.2:5432/alun",
		"postgres://alun@/alun?host=/run/postgresql", "postgres://alun@/uji?host=/run/postgresql", "/srv/a.db", "/srv/b.db"} {
		if other, taken := known[at(address)]; taken {
			t.Errorf("%s and %s share %s", address, other, at(address))
		}
		known[at(address)] = address
	}
	one := at("postgres://alun@127.0.0.1:5432/alun")
	for _, same := range []string{"postgresql://other:secret@127.0.0.1/alun", "postgres://alun@127.0.0.1:5432/alun?sslmode=disable"} {
		if at(same) != one {
			t.Errorf("%s is another database than itself", same)
		}
	}
	if filepath.Dir(one) != "var" || strings.Contains(one, "127") {
		t.Errorf("%s", one)
	}
}

// fileOf is where the index is saved.
func fileOf(at []string) string { return (&Config{Database: at[1]}).directoryPath() }

// bringShops writes published businesses down beside the program.
func bringShops(t *testing.T, at []string, word string, n int) (codes []string) {
	t.Helper()
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	h, err := open(t.Context(), &Config{Database: at[1], Key: at[3], Files: at[5], City: "balikpapan"}, &desk{words.In(lang.EN), words, streams{}})
	if err != nil {
		t.Fatal(err)
	}
	defer h.db.Close()
	var rows []registry.Incoming
	for i := range n {
		rows = append(rows, registry.Incoming{Key: fmt.Sprint(word, i), Set: registry.Values{registry.Kind: "usaha", registry.Name: fmt.Sprintf("Warung %s %c", word, 'A'+i), registry.Kelurahan: "64.71.05.1006",
			registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.AtHome: "tidak", registry.Address: "Jl. Contoh 1", registry.Phone: "0812-7777-6666", registry.AboutID: "Nasi kuning."}})
	}
	err = h.db.Write(t.Context(), func(tx *db.Tx) error {
		codes = nil
		done, err := h.book().PutAs(tx, "command", registry.List{Source: "uji-" + strings.ToLower(word), Level: registry.Document, Publish: true}, rows)
		for _, d := range done {
			if d.Why != nil {
				return d.Why
			}
			codes = append(codes, h.keys.Codec().Encode(int64(d.Business)))
		}
		return err
	})
	if err == nil {
		err = h.sealDiary(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return codes
}

// TestTheServerRebuildsItsDirectory: the command hands its errand over to the process
// that owns the file, which answers each question meanwhile, and each alike.
func TestTheServerRebuildsItsDirectory(t *testing.T) {
	where := atPlace(t, dbtest.SQLite(t))
	must(t, append([]string{"migrate"}, where...)...)
	bringShops(t, where, "Zamrud", 3)
	base := served(t, where...)
	find := func(n int64) (int, string) { // each question is another one: no page is kept of it
		res, err := http.Get(fmt.Sprintf("%s/en/usaha?q=zamrud+-lain%d", base, n))
		if err != nil {
			return 0, err.Error()
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			return 0, err.Error()
		}
		return res.StatusCode, string(body)
	}
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if status, _ := find(0); status == http.StatusOK {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the directory is not ready")
		}
	}
	var asked atomic.Int64
	ended, stop := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-stop:
				return
			default:
			}
			n := asked.Add(1)
			if status, body := find(n); status != http.StatusOK || strings.Count(body, "Warung Zamrud ") < 3 {
				t.Errorf("question %d while it is rebuilt: %d %.300s", n, status, body)
				return
			}
		}
	}()
	for range 3 {
		before := asked.Load()
		if code, _, errs := alun(t, append([]string{"directory", "rebuild"}, where...)...); code != exitDone || !strings.Contains(errs, "3 businesses") {
			t.Errorf("exit %d %s", code, errs)
		}
		if asked.Load() == before {
			t.Error("nothing was asked while it was rebuilt")
		}
	}
	close(stop)
	<-ended
	if out := must(t, append([]string{"find", "zamrud", "--json"}, where...)...); strings.Count(out, "\n") != 3 {
		t.Error(out)
	}
}
