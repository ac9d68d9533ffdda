package registryapi_test

// long: who may knock at which operation; a table.

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/ground/db"
	"alun/record/registry"
	"alun/record/registry/registryapi"
)

// door is an operation with a call that is answered when those who may send it.
type door struct {
	method, path string // {code} is the maker's business, published, with what hangs on it
	body         any
	may          string // of the cast; everybody else is refused; "*" is everybody, without a key too
	status       int    // that those who may are answered
	header       string
}

const (
	insiders = "maker helper counter planner inspector"
	workers  = "maker helper counter"
	watchers = "counter planner inspector"
)

// doors are all operations of this room for people, each tried as everybody; those who may
// go last, as it may happen once.
var doors = slices.Concat(businessDoors, curationDoors, associationDoors, furtherDoors)

// businessDoors are in the order of the life of a business.
var businessDoors = []door{
	{"GET", "/businesses/own", nil, insiders + " other far", 200, ""},
	{"POST", "/businesses", map[string]any{"kind": "usaha", "name": "Kue Lapis", "kelurahan": damai}, "maker counter other", 201, ""},
	{"POST", "/batch/businesses", map[string]any{"businesses": []map[string]any{{"key": "0123456789abcdef", "kind": "usaha", "name": "Kue Lapis", "kelurahan": damai}}}, workers + " other far", 200, ""},
	{"GET", "/businesses/{code}/record", nil, insiders, 200, ""},
	{"PATCH", "/businesses/{code}/record", map[string]any{"capacity": "20 bungkus/hari"}, workers, 200, "record"},
	{"GET", "/businesses/{code}/record/moves", nil, insiders, 200, ""},
	{"GET", "/businesses/{code}/record/history", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/history/{change}/take-back", map[string]any{"facts": []string{"started"}}, "maker decider", 200, ""},
	{"GET", "/businesses/{code}/record/proposals", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/proposals/{proposal}/decide", map[string]any{"accept": false}, "maker decider", 200, ""},
	{"GET", "/businesses/{code}/record/permits", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/permits", map[string]any{"kind": "sni", "number": "SNI {n}"}, workers, 201, ""},
	{"POST", "/businesses/{code}/record/permits/{permit}/remove", map[string]any{"reason": "diganti"}, workers, 200, ""},
	{"GET", "/businesses/{code}/record/people", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/people", map[string]any{"name": "Budi Santoso", "role": "worker"}, "maker counter", 201, ""},
	{"POST", "/businesses/{code}/record/people/{person}/end", map[string]any{"until": "{today}"}, "maker counter", 200, ""},
	{"GET", "/businesses/{code}/products", nil, "*", 200, ""},
	{"GET", "/businesses/{code}/record/products", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/products", map[string]any{"name": "Nasi uduk"}, workers, 201, ""},
	{"GET", "/businesses/{code}/record/products/{product}", nil, insiders, 200, ""},
	{"PATCH", "/businesses/{code}/record/products/{product}", map[string]any{"about": "Dengan sambal {n}."}, workers, 200, "record/products/{product}"},
	{"POST", "/businesses/{code}/record/products/{product}/remove", map[string]any{"version": 1}, workers, 200, ""},
	{"GET", "/businesses/{code}/record/photos", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/photos", "jpeg", workers, 201, ""},
	{"POST", "/businesses/{code}/record/photos/{photo}/remove", map[string]any{}, workers, 200, ""},
	{"GET", "/businesses/{code}/record/photos/off", nil, insiders, 200, ""},
	{"POST", "/businesses/{code}/record/photos/{off}/return", map[string]any{}, workers, 200, ""},
	{"POST", "/businesses/{code}/record/photos/{off}/erase", map[string]any{}, workers, 200, ""},
	{"POST", "/businesses/{draft}/submit", map[string]any{}, "maker counter", 200, ""},
	{"POST", "/businesses/{code}/close", map[string]any{"reason": "tutup", "sentence": told}, "maker decider", 200, ""},
	{"POST", "/businesses/{closed}/reopen", map[string]any{}, "maker decider", 200, ""},
	{"GET", "/businesses/queue?area=64.71.05", nil, watchers, 200, ""},
	{"GET", "/businesses/twins?area=64.71.05", nil, watchers, 200, ""},
	{"GET", "/businesses/activity", nil, watchers + " far", 200, ""},
	{"GET", "/sheets?kelurahan=" + damai, nil, watchers, 200, ""},
	{"POST", "/sheets", map[string]any{"kelurahan": damai, "rt": 14}, "counter", 201, ""},
	{"GET", "/sheets/{sheet}", nil, watchers, 200, ""},
	{"POST", "/sheets/{sheet}/ticks", map[string]any{"rows": []map[string]int{{"n": 1, "saw": 0, "tick": 1}}}, "counter", 200, ""},
	{"POST", "/sheets/{sheet}/hands", map[string]any{"line": 1, "name": "Warung Bu Tini"}, "counter", 201, ""},
	{"POST", "/sheets/{sheet}/finish", map[string]any{}, "counter", 200, ""},
	{"POST", "/businesses/{submitted}/publish", map[string]any{"version": 2}, "decider", 200, ""},
	{"POST", "/businesses/{submitted}/return", map[string]any{"version": 2, "sentence": told}, "decider", 200, ""},
	{"POST", "/businesses/{code}/suspend", map[string]any{"version": 3, "reason": "aduan", "sentence": told}, "decider", 200, ""},
	{"POST", "/businesses/{suspended}/resume", map[string]any{"version": 4, "sentence": told}, "decider", 200, ""},
	{"POST", "/businesses/{code}/merge", map[string]any{"version": 3, "into": "{twin}", "into_version": 3}, "decider", 200, ""},
	{"POST", "/businesses/{merged}/unmerge", map[string]any{"version": 4}, "decider", 200, ""},
	{"POST", "/businesses/twins/decide", map[string]any{"a": "{code}", "b": "{twin}", "version_a": 3, "version_b": 3, "state": "different"}, "decider", 200, ""},
	{"POST", "/sheets/{gone}/rows/{one}/decide", map[string]any{"close": true, "reason": "tutup", "sentence": told}, "decider", 200, ""},
	{"GET", "/businesses/{code}/record/checks", nil, "decider", 200, ""},
	{"POST", "/businesses/{code}/record/checks", map[string]any{"found": "buka", "rt": "15"}, "decider", 201, ""},
	{"POST", "/businesses/{code}/record/checks/{check}/settle", map[string]any{"version": 3, "close": false}, "decider", 200, ""},
	{"POST", "/businesses/{code}/record/checks/{check}/photo", "jpeg", "decider", 200, ""},
	{"GET", "/businesses/{code}/record/consents", nil, "maker", 200, ""},
	{"POST", "/businesses/{code}/record/consents", map[string]any{"version": 3, "how": "counter", "shows": []string{"wa_public"}}, "decider", 200, ""},
	{"GET", "/businesses/{code}/record/activity", nil, "decider", 200, ""},
	{"GET", "/field/trip", nil, "decider", 200, ""},
	{"POST", "/field/trip", map[string]any{"area": damai, "mode": "foot", "minutes": 180}, "decider", 200, ""},
	{"POST", "/field/businesses", map[string]any{"name": "Warung Bu Tini", "kelurahan": damai, "place": "shop"}, "decider", 201, ""},
	{"GET", "/field/checks", nil, "decider", 200, ""},
	{"GET", "/sheets/waiting?area=64.71.05", nil, watchers, 200, ""},
	{"GET", "/businesses/marked?area=64.71.05", nil, "decider", 200, ""},
	{"GET", "/businesses/marked-products?area=64.71.05", nil, "decider", 200, ""},
	{"POST", "/businesses/{code}/record/marks/clear", map[string]any{"version": 3}, "decider", 200, ""},
	{"POST", "/businesses/{code}/record/products/{product}/clear", map[string]any{"version": 1}, "decider", 200, ""},
	{"GET", "/businesses/{code}/record/passport", nil, insiders, 200, ""},
	{"GET", "/businesses/{code}/record/passport/links", nil, "maker", 200, ""},
	{"POST", "/businesses/{code}/record/passport/links", map[string]any{"purpose": "bank", "shows": []string{"wa"}, "until": "{soon}"}, "maker", 201, ""},
	{"GET", "/businesses/{code}/record/passport/links/{link}", nil, "maker", 200, ""},
	{"POST", "/businesses/{code}/record/passport/links/{link}/revoke", map[string]any{}, "maker", 200, ""},
	{"GET", "/associations", nil, "*", 200, ""},
	{"GET", "/associations/{association}/members", nil, "*", 200, ""},
	{"POST", "/passports/open", map[string]any{"token": "{token}"}, "*", 200, ""},
}

const told = "Tempatnya sudah kosong sejak lama."

// everybody of the cast whose keys are programs'; "" has no key. The program of decider
// is let decide by an officer of the area, that of elsewhere by one of another.
var everybody = []string{"", "maker", "other", "helper", "counter", "far", "inspector", "planner", "decider", "elsewhere", "ruler"}

// TestDoors knocks at every operation as everybody. Whoever may not is answered 401
// without a key, and else 403 or 404; nothing of theirs is kept. Who may, how they are
// answered and what the diary is told is held against testdata/doors.txt: the table of the
// house (cmd/alun) sees programs of nobody in particular, who are refused most of it.
func TestDoors(t *testing.T) {
	eachTown(t, func(w *town) {
		table := "# method address | who may | status | diary\n"
		for _, o := range w.api.Ops() {
			if !slices.ContainsFunc(doors, func(d door) bool {
				path, _, _ := strings.Cut(d.path, "?")
				return d.method == o.Method() && patternOf(path) == patternOf(o.Path)
			}) {
				t.Errorf("%s %s has no door here", o.Method(), o.Path)
			}
		}
		for _, d := range doors {
			f := w.furnish(d)
			w.keptOut(d, f)
			told := map[string]bool{}
			for i, who := range everybody {
				if !d.lets(who) {
					continue
				}
				if i > 1 && d.method != "GET" {
					f = w.furnish(d) // each finds it as if nobody had been there
				}
				before := w.told()
				if h := w.knock(d, f, who); h.status != d.status {
					t.Errorf("%s: %s %s: %d, want %d: %.300s", who, d.method, d.path, h.status, d.status, h.body)
				}
				for fact, n := range w.told() {
					told[fact] = told[fact] || n > before[fact]
				}
			}
			table += d.line(told)
		}
		w.isAsKept(table)
	})
}

var update = flag.Bool("update", false, "write testdata/doors.txt anew")

// isAsKept holds the table of doors against the file.
func (w *town) isAsKept(table string) {
	w.Helper()
	const kept = "testdata/doors.txt"
	if *update {
		w.fine(os.MkdirAll("testdata", 0o755))
		w.fine(os.WriteFile(kept, []byte(table), 0o644))
	}
	want, err := os.ReadFile(kept)
	w.fine(err)
	if table != string(want) {
		w.Errorf("the doors changed; if that is right, run the test with -update\ngot:\n%swant:\n%s", table, want)
	}
}

// line is a door of the table. Whoever came in is named, programs that may decide too.
func (d door) line(told map[string]bool) string {
	var who, facts []string
	for _, name := range everybody {
		if d.lets(name) && name != "" {
			who = append(who, name)
		}
	}
	if d.may == "*" {
		who = []string{"anyone"}
	}
	for fact, yes := range told {
		if yes {
			facts = append(facts, fact)
		}
	}
	slices.Sort(facts)
	return fmt.Sprintf("%s %s | %s | %d | %s\n", d.method, d.path, strings.Join(who, ", "), d.status, cmp.Or(strings.Join(facts, " "), "-"))
}

// told is how often the diary has been told of each kind of thing.
func (w *town) told() map[string]int {
	w.Helper()
	out := map[string]int{}
	w.fine(w.d.Read(context.Background(), func(tx *db.Tx) error {
		return db.Each(tx, func(r *db.Row) error { out[r.Text()] = r.Int(); return nil }, `select fact, count(*) from diary_entry group by fact`)
	}))
	return out
}

// TestAnOpenDoorIsSeen leaves out what keeps the public from a record: then somebody
// else's program reads there, which the table above would tell.
func TestAnOpenDoorIsSeen(t *testing.T) {
	eachTown(t, func(w *town) {
		at := "/businesses/" + w.published() + "/record"
		w.get("other", at, 404)
		defer registryapi.LeaveOut("within")()
		w.get("other", at, 200)
	})
}

// lets tells who may: a program that decides may also what any other of its officer may.
func (d door) lets(who string) bool {
	also := map[string]string{"decider": "counter", "elsewhere": "far", "ruler": "planner"}[who]
	return d.may == "*" || slices.ContainsFunc(strings.Fields(d.may), func(may string) bool { return may == who || also != "" && may == also })
}

func (w *town) keptOut(d door, f map[string]string) {
	w.Helper()
	before := w.count(`select count(*) from diary_entry`)
	for _, who := range everybody {
		if d.lets(who) {
			continue
		}
		h := w.knock(d, f, who)
		if out := h.status == 403 || h.status == 404; who == "" && h.status != 401 || who != "" && !out {
			w.Errorf("%q, who may not: %s %s: %d %.300s", who, d.method, d.path, h.status, h.body)
		}
	}
	if after := w.count(`select count(*) from diary_entry`); after != before {
		w.Errorf("%s %s: those who may not wrote in the diary", d.method, d.path)
	}
}

// patternOf is an address with all its names alike.
func patternOf(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, "{") {
			parts[i] = "{}"
		}
	}
	return strings.Join(parts, "/")
}

// furnish makes what a door is about anew.
func (w *town) furnish(d door) map[string]string {
	w.Helper()
	needs := func(name string) bool { return strings.Contains(d.path+fmt.Sprint(d.body), "{"+name+"}") }
	f := map[string]string{"{n}": fmt.Sprint(w.d.NewID()), "{one}": "1", "{soon}": w.soon(), "{axis}": "legalitas", "{slug}": "kuliner", "{craft}": "kriya"}
	w.ruled(needs, f)
	if needs("association") {
		f["{association}"] = w.anAssociation()
	}
	if needs("draft") {
		f["{draft}"] = w.drafted("maker")
	}
	if needs("sheet") {
		w.sheet = w.aSheet()
		if strings.HasSuffix(d.path, "/finish") {
			w.ask("counter", "POST", "/sheets/"+w.sheet+"/ticks", map[string]any{"rows": []map[string]int{{"n": 1, "saw": 0, "tick": 1}}}, 200)
		}
		f["{sheet}"] = w.sheet
	}
	if needs("gone") {
		f["{gone}"] = w.goneOnSheet()
	}
	w.called(needs, f)
	w.grouped(needs, f)
	if w.decidable(needs, f); !needs("code") && !needs("closed") && !needs("token") && !needs("invitation") {
		return f
	}
	if needs("work") {
		code := w.person()
		f["{code}"], f["{work}"] = code, w.good(code, map[string]any{"name": "Lagu Teluk", "work": song})
		return f
	}
	w.hang(needs, f, w.published())
	return f
}

// hang makes a business and what hangs on it.
func (w *town) hang(needs func(string) bool, f map[string]string, code string) {
	w.Helper()
	at := "/businesses/" + code + "/record"
	f["{code}"], f["{closed}"] = code, code
	first := func(path string, body any, headers ...string) string {
		h := w.ask("maker", "POST", at+path, body, 201, headers...)
		if id := h.text("id"); id != "" {
			return id
		}
		all := h.items("items")
		last := all[len(all)-1]
		return last["id"].(string)
	}
	if needs("link") || needs("token") {
		made := w.ask("maker", "POST", at+"/passport/links", map[string]any{"purpose": "bank", "until": w.soon()}, 201)
		f["{link}"], f["{token}"] = made.text("id"), made.text("token")
	}
	switch {
	case needs("twin"):
		f["{twin}"] = w.published()
	case needs("check"):
		f["{check}"] = w.ask("decider", "POST", at+"/checks", map[string]any{"found": "tutup", "note": told}, 201).text("id")
	case needs("closed"):
		w.ask("maker", "POST", "/businesses/"+code+"/close", map[string]any{"reason": "tutup"}, 200)
	case needs("change"):
		w.ask("maker", "PATCH", at, map[string]any{"started": "2019"}, 200, "If-Match: "+w.get("maker", at, 200).header.Get("Etag"))
		f["{change}"] = w.get("maker", at+"/history", 200).items("items")[0]["id"].(string)
	case needs("proposal"):
		f["{proposal}"] = w.proposed(code)
	case needs("permit"):
		f["{permit}"] = first("/permits", map[string]any{"kind": "halal", "number": "ID " + f["{n}"]})
	case needs("person"):
		in := w.ask("maker", "POST", at+"/people", map[string]any{"name": "Siti Aminah", "role": "worker"}, 201).items("items")
		for _, p := range in {
			if f["{today}"] = p["since"].(string); p["role"] == "worker" {
				f["{person}"] = p["id"].(string)
			}
		}
	case needs("product"):
		f["{product}"] = first("/products", map[string]any{"name": "Nasi kuning"})
	case needs("bad"):
		f["{bad}"] = first("/products", map[string]any{"name": "Sambal", "about": sure})
	case needs("newest"):
		first("/products", map[string]any{"name": "Nasi uduk"})
		f["{newest}"] = w.get("maker", at+"/product-history", 200).items("items")[0]["id"].(string)
	case needs("invitation"):
		f["{invitation}"] = first("/invitations", map[string]any{"login": "other"})
	case needs("photo"):
		f["{photo}"] = first("/photos", aJPEG(int(w.d.NewID()%100)), "Content-Type: image/jpeg")
	case needs("off"):
		f["{off}"] = first("/photos", aJPEG(int(w.d.NewID()%100)), "Content-Type: image/jpeg")
		w.ask("maker", "POST", at+"/photos/"+f["{off}"]+"/remove", map[string]any{}, 200)
	}
}

// decidable makes businesses about which an officer decides.
func (w *town) decidable(needs func(string) bool, f map[string]string) {
	w.Helper()
	if needs("submitted") {
		f["{submitted}"] = w.handedIn("maker")
	}
	if needs("suspended") {
		f["{suspended}"] = w.published()
		w.ask("decider", "POST", "/businesses/"+f["{suspended}"]+"/suspend", map[string]any{"version": 3, "reason": "aduan", "sentence": told}, 200)
	}
	if needs("merged") {
		f["{merged}"] = w.published()
		w.ask("decider", "POST", "/businesses/"+f["{merged}"]+"/merge", map[string]any{"version": 3, "into": w.published(), "into_version": 3}, 200)
	}
}

// goneOnSheet is a sheet whose first row says that a business is gone.
func (w *town) goneOnSheet() string {
	w.Helper()
	w.sheet = w.aSheet()
	w.ask("counter", "POST", "/sheets/"+w.sheet+"/ticks", map[string]any{"rows": []map[string]int{{"n": 1, "saw": 0, "tick": 3}}}, 200)
	w.ask("counter", "POST", "/sheets/"+w.sheet+"/finish", `{}`, 200)
	return w.sheet
}

// knock sends a door's call as somebody.
func (w *town) knock(d door, f map[string]string, who string, headers ...string) heard {
	w.Helper()
	put := func(text string) string {
		for from, to := range f {
			text = strings.ReplaceAll(text, from, to)
		}
		return text
	}
	body := d.body
	switch b := d.body.(type) {
	case string:
		body, headers = aJPEG(int(w.d.NewID()%100)), append(headers, "Content-Type: image/jpeg")
	case map[string]any:
		filled := map[string]any{}
		for k, v := range b {
			if text, is := v.(string); is {
				v = put(text)
			}
			filled[k] = v
		}
		body = filled
	}
	if strings.HasPrefix(d.header, "/") {
		headers = append(headers, "If-Match: "+w.get("ruler", put(d.header), 200).header.Get("Etag"))
	} else if d.header != "" {
		reader := who
		if !slices.Contains(strings.Fields(insiders), who) && who != "decider" && who != "ruler" {
			reader = "maker" // a stranger may have heard of the state
		}
		headers = append(headers, "If-Match: "+w.get(reader, put("/businesses/{code}/"+d.header), 200).header.Get("Etag"))
	}
	return w.send(who, d.method, put(d.path), body, headers...)
}

// proposed is a proposal against the maker's own word, by an officer's list.
func (w *town) proposed(code string) (proposal string) {
	w.Helper()
	w.must(func(tx *db.Tx) error {
		_, err := w.book.PutAs(tx, "command", registry.List{Source: "uji", Level: registry.Told}, []registry.Incoming{{Key: code, Business: w.id(code), Set: registry.Values{registry.Opens: "Setiap hari 24 jam"}}})
		return err
	})
	all := w.get("maker", "/businesses/"+code+"/record/proposals", 200).items("items")
	if len(all) != 1 {
		w.Fatalf("%v", all)
	}
	return all[0]["id"].(string)
}

// aSheet is a new sheet: one of an RT is out at a time.
func (w *town) aSheet() string {
	w.Helper()
	w.published()
	ask := map[string]any{"kelurahan": damai, "rt": 14, "instead": w.sheet}
	if h := w.send("counter", "POST", "/sheets", ask); h.status == 201 {
		return h.text("id")
	}
	w.ask("counter", "POST", "/sheets/"+w.sheet+"/finish", `{}`, 200)
	delete(ask, "instead")
	return w.ask("counter", "POST", "/sheets", ask, 201).text("id")
}
