package main

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/registryapi"
)

// indexed lets the directory read what the house has been told so far.
func (v *visit) indexed() {
	v.Helper()
	err := v.house.sealDiary(v.Context())
	if err == nil {
		err = v.house.directory.Caught(v.Context())
	}
	if err != nil {
		v.Fatal(err)
	}
}

// shops writes published businesses down, with facts that are nobody's to see.
func (v *visit) shops(n int, word string) (codes []string) {
	v.Helper()
	var rows []registry.Incoming
	for i := range n {
		rows = append(rows, registry.Incoming{Key: fmt.Sprint(word, i), Sure: true, Set: registry.Values{registry.Kind: "usaha", registry.Name: fmt.Sprintf("Warung %s %c", word, 'A'+i),
			registry.Kelurahan: "64.71.05.1006", registry.LegalForm: "perorangan", registry.KBLI: "2020:56102", registry.AtHome: map[bool]string{true: "ya", false: "tidak"}[i%2 == 0],
			registry.Address: "Gang Rahasia 77", registry.Point: "-1.239060 116.880710 gps", registry.Phone: "0812-7777-6666", registry.WorkersM: "4177",
			registry.NIB: fmt.Sprintf("91200%08d", crc32.ChecksumIEEE([]byte(word))%1e6*100+uint32(i)), registry.Sales: "omzet_300jt", registry.AboutID: "Nasi kuning dan lauk.", registry.Opens: "Setiap hari 24 jam"}})
	}
	codec := v.house.keys.Codec()
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		codes = nil
		done, err := v.house.book().PutAs(tx, "command", registry.List{Source: "uji-" + strings.ToLower(word), Level: registry.Document, Publish: true}, rows)
		for _, d := range done {
			if d.Why != nil {
				return d.Why
			}
			codes = append(codes, codec.Encode(int64(d.Business)))
		}
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	v.indexed()
	return codes
}

// ask calls a public operation and reads its answer.
func ask[T any](p *programs, path string, want int) (out T) {
	p.Helper()
	if !strings.HasPrefix(path, api.Prefix) {
		path = api.Prefix + path
	}
	w := p.send(call{http.MethodGet, path, nil, map[string]string{"Accept-Language": "en"}})
	if w.Code != want {
		p.Errorf("%s: %d %s, want %d", path, w.Code, w.Body, want)
	} else if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil && want == 200 {
		p.Errorf("%s: %v", path, err)
	}
	for _, private := range []string{"7777", "Rahasia", "4177", "9120000", "omzet"} {
		if strings.Contains(w.Body.String(), private) && !strings.Contains(path, "/jalan") {
			p.Errorf("%s tells %q: %s", path, private, w.Body)
		}
	}
	return out
}

type (
	businessPage = registryapi.BusinessList
	changesPage  = registryapi.BusinessChanges
)

func TestProgramsFindBusinesses(t *testing.T) {
	p := visitPrograms(t)
	before := ask[businessPage](p, "/businesses?q=zamrud", 200).Total
	codes := p.shops(8, "Zamrud")
	if found := ask[businessPage](p, "/businesses?q=zamrud&area=64.71.05&division=56&open=true&limit=200", 200); found.Total != 8+before || len(found.Items) != 8 || found.Next != "" ||
		found.Facets["kecamatan"][0].Value != "64.71.05" || found.Items[0].Hours == "" {
		t.Errorf("%+v", found)
	}
	homes := ask[businessPage](p, "/businesses?q=zamrud&near=-1.239060,116.880710&within=50&sort=distance", 200)
	if homes.Total != 0 { // the address of the others is of no home, but hidden from the list below
		for _, b := range homes.Items {
			if i := slices.Index(codes, b.Code); i%2 == 0 || b.At == nil || *b.Metres != 0 {
				t.Errorf("%+v", b)
			}
		}
	}
	for path, status := range map[string]int{"/businesses?near=91,0": 422, "/businesses?near=x": 422, "/businesses?sort=distance": 422, "/businesses?within=10": 422, "/businesses?area=%00": 422,
		"/businesses?q=%22%27-*+OR": 200, "/businesses?area=99.99": 200, "/businesses?cursor=abc": 422, "/businesses/aaaaaaaaaaaaa": 404, "/businesses/suggest": 422, "/businesses/suggest?q=zam": 200,
		"/businesses/changes?cursor=x": 422, "/businesses?limit=0": 422} {
		ask[map[string]any](p, path, status)
	}
	var all []string
	for next := "/businesses?q=zamrud&limit=3&sort=name"; next != ""; {
		page := ask[businessPage](p, next, 200)
		for _, b := range page.Items {
			all = append(all, b.Code)
		}
		next = page.Next
	}
	if !slices.Equal(all, codes) {
		t.Errorf("page by page %v, want %v", all, codes)
	}
	first := ask[businessPage](p, "/businesses?q=zamrud&limit=3&sort=name", 200)
	p.leave(codes[0])
	if page := ask[businessPage](p, first.Next, 200); page.Items[0].Code != codes[3] {
		t.Errorf("one left before the second page, which begins with %s, not %s", page.Items[0].Code, codes[3])
	}
	p.oneBusiness(codes[1])
}

// TestProgramsReadTheMap: what is found and public lies in its cells; what is asked oddly is
// refused with a sentence.
func TestProgramsReadTheMap(t *testing.T) {
	p := visitPrograms(t)
	p.shops(8, "Zamrud") // half of them at homes
	if all := ask[registryapi.BusinessMap](p, "/businesses/map?q=zamrud&area=64.71.05&division=56&open=true&box=-1.28,116.80,-1.20,116.90", 200); all.Shown != 4 || len(all.Items) != 1 || all.Items[0].N != 4 {
		t.Errorf("%+v", all)
	}
	if away := ask[registryapi.BusinessMap](p, "/businesses/map?q=zamrud&box=-1.10,116.80,-1.09,116.81", 200); away.Shown != 0 {
		t.Errorf("%+v", away)
	}
	for path, status := range map[string]int{"/businesses/map?box=1,1,0,0": 422, "/businesses/map?box=x": 422, "/businesses/map?within=10": 422, "/businesses/map?near=91,0": 422, "/businesses/map?q=%2B%2B": 422,
		"/businesses/map?sort=name": 422, "/numbers/months": 200, "/numbers/tidak": 422, "/numbers/ukuran?month=lalu": 422, "/numbers/ukuran?month=1999-01": 404} {
		ask[map[string]any](p, path, status)
	}
}

// TestProgramsFindOthersBesideAFew: as on the page, beside the first ones and in no count.
func TestProgramsFindOthersBesideAFew(t *testing.T) {
	p := visitPrograms(t)
	codes := p.shops(3, "Zamrud")
	p.shops(2, "Pirus")
	const at = "/businesses?q=zamrud+kuning"
	first := ask[businessPage](p, at+"&limit=2", 200)
	if first.Total != 3 || len(first.Items) != 2 || len(first.Others) < 2 || first.Some {
		t.Errorf("%+v", first)
	}
	for _, b := range first.Others {
		if slices.Contains(codes, b.Code) {
			t.Errorf("%s has all the words", b.Code)
		}
	}
	for what, page := range map[string]businessPage{"the next page": ask[businessPage](p, first.Next, 200), "by name": ask[businessPage](p, at+"&sort=name", 200), "one word": ask[businessPage](p, "/businesses?q=pirus", 200)} {
		if page.Others == nil || len(page.Others) != 0 {
			t.Errorf("%s: %+v", what, page.Others)
		}
	}
}

// oneBusiness looks at one with all of its public facts.
func (p *programs) oneBusiness(code string) {
	p.Helper()
	w := p.send(call{http.MethodGet, api.Prefix + "/businesses/" + code, nil, map[string]string{"Accept-Language": "en"}})
	var b registryapi.BusinessWhole
	if err := json.Unmarshal(w.Body.Bytes(), &b); err != nil || w.Code != 200 {
		p.Fatalf("%d %s", w.Code, w.Body)
	}
	told := map[string]string{}
	for _, f := range b.Facts {
		told[f.Fact] = f.Level
		if f.Since == nil {
			p.Errorf("%s is known since never", f.Fact)
		}
	}
	if told["name"] != "document" || b.NIBProof != "document" {
		p.Errorf("%+v", b)
	}
	for _, private := range []string{"phone", "wa", "mail", "nib", "sales", "capital", "workers_m", "workers_f", "phone_public", "at_home"} {
		if _, is := told[private]; is {
			p.Errorf("%s is told", private)
		}
	}
	for _, private := range []string{"81277776666", "4177", "91200000", "omzet"} {
		if strings.Contains(w.Body.String(), private) {
			p.Errorf("%s: %s", private, w.Body)
		}
	}
}

// leave takes a business out of the public, as an officer would.
func (v *visit) leave(code string) {
	v.Helper()
	id, _ := v.house.keys.Codec().Decode(code)
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		if _, err := tx.Exec(`update registry_business set state = 'suspended', version = version + 1 where id = $1`, id); err != nil {
			return err
		}
		return diary.Write(tx, diary.Entry{Actor: "command", Fact: "registry.suspended", Kind: "registry_business", Subject: db.ID(id), Data: map[string]any{"why": "aduan"}})
	})
	if err != nil {
		v.Fatal(err)
	}
	v.indexed()
}

// TestTheFeedTellsWhatThePublicMayKnow: what came and left, in order, each page once;
// nothing of what is not public, nor that it happened.
func TestTheFeedTellsWhatThePublicMayKnow(t *testing.T) {
	p := visitPrograms(t)
	at := "/businesses/changes?limit=200"
	read := func() (told []string) {
		for {
			page := ask[changesPage](p, at, 200)
			for _, c := range page.Items {
				told = append(told, c.Change+" "+c.Code)
			}
			if at = page.Next; !page.More {
				return told
			}
		}
	}
	read()
	codes := p.shops(3, "Zamrud")
	want := []string{"shown " + codes[0], "shown " + codes[1], "shown " + codes[2]}
	if got := read(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := read(); got != nil {
		t.Errorf("again: %v", got)
	}
	p.leave(codes[1])
	if got := read(); !slices.Equal(got, []string{"gone " + codes[1]}) {
		t.Errorf("%v", got)
	}
	secret := func(fact string, data map[string]any, code string) {
		id, _ := p.house.keys.Codec().Decode(code)
		if err := p.house.db.Write(t.Context(), func(tx *db.Tx) error {
			return diary.Write(tx, diary.Entry{Actor: "command", Fact: fact, Kind: "registry_business", Subject: db.ID(id), Data: data})
		}); err != nil {
			t.Fatal(err)
		}
	}
	secret("registry.read", nil, codes[0])
	secret("registry.checked", map[string]any{"found": "buka"}, codes[0])
	secret("registry.proposed", nil, codes[0])
	secret("registry.changed", map[string]any{"facts": []string{"sales", "phone"}}, codes[0])
	secret("registry.changed", map[string]any{"facts": []string{"name"}}, codes[1]) // it is suspended
	secret("registry.registered", nil, p.house.keys.Codec().Encode(int64(p.house.db.NewID())))
	p.indexed()
	if got := read(); got != nil {
		t.Errorf("it tells %v", got)
	}
	secret("registry.changed", map[string]any{"facts": []string{"sales", "name"}}, codes[0])
	p.indexed()
	if got := read(); !slices.Equal(got, []string{"shown " + codes[0]}) {
		t.Errorf("%v", got)
	}
	if u, err := url.Parse(at); err != nil || strings.Contains(u.Query().Get("cursor"), codes[0]) {
		t.Error(at, err)
	}
}
