package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/registry"
)

// Words that stand for what belongs to a business of the cast's maker.
const (
	ownsOne    = "PUNYAUSAHA" // a draft
	ownsPermit = "PUNYAIZIN"
	ownsAsk    = "PUNYAUSUL" // what a list says of it
	ownsAsk2   = "PUNYATOLAK"
	ownsPerson = "PUNYAORANG" // who works there
	ownsSelf   = "PUNYADIRI"  // the maker, its only owner
	ownsShut   = "PUNYATUTUP" // a closed one
)

const draftPoint = "-1.23577%2C116.82775" // in the kelurahan of drafts

const ownsPath = "/usaha-saya/" + ownsOne

// Who decides about a business, and writes its people down.
var deciders = []string{"maker", "counter"}

// ownerDoors are those of permits, proposals, the point and the people of a business.
var ownerDoors = []door{
	{method: "GET", route: "/usaha-saya/{code}/izin", as: "maker", may: writers, examples: []string{ownsPath + "/izin", ownsPath + "/izin?ya=izin", "/usaha-saya/" + draftTwo + "/izin", "/usaha-saya/" + ownsShut + "/izin"},
		refused: []refusal{{"/usaha-saya/abc/izin", 404}, {"/usaha-saya/%00/izin", 404}, {ownsPath + "/izin?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/izin", as: "maker", may: writers, forms: []sent{
		{ownsPath + "/izin", "kind=halal&number=ID64-1&issuer=BPJPH&issued=2025-02-01&until=2029-02-01", 303, 0},
		{ownsPath + "/izin", "kind=halal&number=ID64-1", 409, 0},
		{ownsPath + "/izin", "", 422, 0},
		{ownsPath + "/izin", "kind=pajak&number=" + long + "&issued=besok&until=%27%22", 422, 0},
		{ownsPath + "/izin", "kind=%ff&number=%00", 422, 0},
		{"/usaha-saya/" + ownsShut + "/izin", "kind=halal&number=ID64-1", 409, 0},
		{"/usaha-saya/abc/izin", "kind=halal&number=1", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/izin/{permit}", as: "maker", may: writers, examples: []string{ownsPath + "/izin/" + ownsPermit},
		refused: []refusal{{ownsPath + "/izin/abc", 404}, {ownsPath + "/izin/%00", 404}, {"/usaha-saya/" + draftTwo + "/izin/" + ownsPermit, 404}, {"/usaha-saya/abc/izin/" + ownsPermit, 404}}},
	{method: "POST", route: "/usaha-saya/{code}/izin/{permit}", as: "maker", may: writers, forms: []sent{
		{ownsPath + "/izin/" + ownsPermit, "reason=diganti", 303, 0},
		{ownsPath + "/izin/" + ownsPermit, "reason=diganti", 404, 0},
		{ownsPath + "/izin/abc", "reason=diganti", 404, 0},
		{"/usaha-saya/abc/izin/" + ownsPermit, "reason=diganti", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/usulan", as: "maker", may: writers, examples: []string{ownsPath + "/usulan", ownsPath + "/usulan?ya=tolak", "/usaha-saya/" + draftTwo + "/usulan"},
		refused: []refusal{{"/usaha-saya/abc/usulan", 404}, {ownsPath + "/usulan?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/usulan/{proposal}", as: "maker", may: deciders, forms: []sent{
		{ownsPath + "/usulan/" + ownsAsk, "langkah=terima", 303, 0},
		{ownsPath + "/usulan/" + ownsAsk, "langkah=tolak", 409, 0},
		{ownsPath + "/usulan/" + ownsAsk2, "langkah=nanti", 422, 0},
		{ownsPath + "/usulan/" + ownsAsk2, "langkah=terima&versi=99", 409, 0},
		{ownsPath + "/usulan/" + ownsAsk2, "langkah=tolak", 303, 0},
		{ownsPath + "/usulan/abc", "langkah=tolak", 409, 0},
		{"/usaha-saya/" + draftTwo + "/usulan/" + ownsAsk2, "langkah=tolak", 409, 0},
		{"/usaha-saya/abc/usulan/" + ownsAsk2, "langkah=tolak", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/titik", as: "maker", may: writers, examples: []string{ownsPath + "/titik", ownsPath + "/titik?ya=titik", "/usaha-saya/" + ownOne + "/titik", "/usaha-saya/" + ownsShut + "/titik"},
		refused: []refusal{{"/usaha-saya/abc/titik", 404}, {ownsPath + "/titik?ya=%00", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/titik", as: "maker", may: writers, forms: []sent{
		{ownsPath + "/titik", "langkah=simpan&point=" + draftPoint, 303, 0},
		{ownsPath + "/titik", "langkah=simpan&sumber=gps&point=" + draftPoint, 303, 0},
		{ownsPath + "/titik", "langkah=lihat&point=" + draftPoint, 200, 0},
		{ownsPath + "/titik", "langkah=lihat&point=1.35%2C103.8", 422, 0},
		{ownsPath + "/titik", "langkah=simpan&point=Jalan+Melati", 422, 0},
		{ownsPath + "/titik", "langkah=tunjuk&bingkai=-1245770+116817750+-1225770+116837750&peta.x=150&peta.y=150", 200, 0},
		{ownsPath + "/titik", "langkah=tunjuk&bingkai=%ff&peta.x=0&peta.y=" + long, 422, 0},
		{ownsPath + "/titik", "langkah=simpan&point=" + long, 422, 0},
		{ownsPath + "/titik", "langkah=simpan&point=%ff%00", 422, 0},
		{ownsPath + "/titik", "langkah=hapus", 303, 0},
		{"/usaha-saya/" + ownsShut + "/titik", "langkah=simpan&point=" + draftPoint, 409, 0},
		{"/usaha-saya/abc/titik", "langkah=hapus", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/orang", as: "maker", may: writers, examples: []string{ownsPath + "/orang", ownsPath + "/orang?ya=orang", "/usaha-saya/" + ownOne + "/orang", "/usaha-saya/" + ownsShut + "/orang"},
		refused: []refusal{{"/usaha-saya/abc/orang", 404}, {ownsPath + "/orang?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/orang", as: "maker", may: deciders, forms: []sent{
		{ownsPath + "/orang", "name=Ana+Wati&role=worker&since=2025-02-01", 303, 0},
		{ownsPath + "/orang", "name=Ana&role=bos&since=besok", 422, 0},
		{ownsPath + "/orang", "", 422, 0},
		{ownsPath + "/orang", "name=%ff%00&role=" + long, 422, 0},
		{"/usaha-saya/" + ownsShut + "/orang", "name=Ana&role=worker", 409, 0},
		{"/usaha-saya/abc/orang", "name=Ana&role=worker", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/orang/{row}", as: "maker", may: deciders, examples: []string{ownsPath + "/orang/" + ownsPerson, ownsPath + "/orang/" + ownsSelf},
		refused: []refusal{{ownsPath + "/orang/abc", 404}, {"/usaha-saya/" + draftTwo + "/orang/" + ownsPerson, 404}, {"/usaha-saya/abc/orang/" + ownsPerson, 404}}},
	{method: "POST", route: "/usaha-saya/{code}/orang/{row}", as: "maker", may: deciders, forms: []sent{
		{ownsPath + "/orang/" + ownsPerson, "until=2026-01-31", 303, 0},
		{ownsPath + "/orang/" + ownsPerson, "until=2026-01-31", 404, 0},
		{ownsPath + "/orang/" + ownsSelf, "until=kapan", 422, 0},
		{ownsPath + "/orang/abc", "until=2026-01-31", 404, 0},
		{"/usaha-saya/abc/orang/" + ownsPerson, "until=2026-01-31", 404, 0}}},
	{method: "GET", route: "/usaha-saya/{code}/bekerja", as: "planner", may: everyone(), examples: []string{"/usaha-saya/" + ownOne + "/bekerja", "/usaha-saya/" + ownOne + "/bekerja?ya=henti"},
		refused: []refusal{{ownsPath + "/bekerja", 404}, {"/usaha-saya/abc/bekerja", 404}, {"/usaha-saya/" + ownOne + "/bekerja?ya=%ff", 422}}},
	{method: "POST", route: "/usaha-saya/{code}/bekerja", as: "planner", may: everyone(), forms: []sent{
		{"/usaha-saya/" + ownOne + "/bekerja", "langkah=ya", 303, 0},
		{"/usaha-saya/" + ownOne + "/bekerja", "langkah=ya", 409, 0},
		{"/usaha-saya/" + ownOne + "/bekerja", "langkah=nanti", 422, 0},
		{"/usaha-saya/" + ownOne + "/bekerja", "langkah=henti", 303, 0},
		{ownsPath + "/bekerja", "langkah=ya", 404, 0},
		{"/usaha-saya/abc/bekerja", "langkah=ya", 404, 0}}},
}

// owned is a draft of the maker with a permit, two things that a list says otherwise, and
// somebody who works there.
type owned struct{ business, permit, ask, ask2, person, self db.ID }

func (v *visit) owned(tx *db.Tx, book *registry.Book, key string) (o owned, err error) {
	session := v.people["maker"].Session
	if o.business, err = book.Register(tx, session, registry.Registering{Set: wholeStall()}); err != nil {
		return o, err
	}
	if o.permit, err = book.AddPermit(tx, session, registry.Permit{Business: o.business, Kind: "pirt", Number: "P-64"}); err != nil {
		return o, err
	}
	if o.person, err = book.AddPerson(tx, session, registry.Joining{Business: o.business, Name: "Rahmat", Role: registry.Worker, Since: date.Day{Year: 2025, Month: 2, Date: 1}}); err != nil {
		return o, err
	}
	people, err := book.People(tx, session, o.business)
	for _, p := range people {
		if p.Role == registry.Owner {
			o.self = p.ID
		}
	}
	if err != nil {
		return o, err
	}
	list := registry.List{Source: "dinas-uji", Level: registry.Register}
	if _, err := book.Put(tx, v.people["planner"].Session, list, []registry.Incoming{{Key: key, Business: o.business, Set: registry.Values{registry.Name: "Nasi Kuning Sari", registry.AboutID: "nasi kuning dan lauk"}}}); err != nil {
		return o, err
	}
	all, err := book.Proposals(tx, session, o.business)
	if err == nil && len(all) != 2 {
		err = fmt.Errorf("%d proposals", len(all))
	}
	if err == nil {
		o.ask, o.ask2 = all[0].ID, all[1].ID
	}
	return o, err
}

// own gives the maker of the cast such a draft.
func (v *visit) own() {
	v.Helper()
	book, err := v.house.register(v.Context())
	if err != nil {
		v.Fatal(err)
	}
	var o, shut owned
	err = v.house.db.Write(v.Context(), func(tx *db.Tx) (err error) {
		if o, err = v.owned(tx, book, "satu"); err == nil {
			shut, err = v.owned(tx, book, "tutup")
		}
		if err == nil {
			err = book.Close(tx, v.people["maker"].Session, registry.Step{Business: shut.business, Reason: "tutup"})
		}
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	for word, id := range map[string]db.ID{ownsOne: o.business, ownsPermit: o.permit, ownsAsk: o.ask, ownsAsk2: o.ask2, ownsPerson: o.person, ownsSelf: o.self, ownsShut: shut.business} {
		v.codes[word] = v.house.keys.Codec().Encode(int64(id))
	}
}

// ownerActs are what can be done once: each has a business of its own.
func (w *twoFaces) ownerActs() map[string]act {
	press := func(as, path, body string, public bool) act {
		return func(ctx context.Context, n int) error {
			book, err := w.house.register(ctx)
			if err != nil {
				return err
			}
			var o owned
			err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
				if o, err = w.owned(tx, book, path+strconv.Itoa(n)); err == nil && public {
					err = w.openUp(tx, book, o.business)
				}
				return err
			})
			if err != nil {
				return err
			}
			to := strings.NewReplacer("{code}", w.code(o.business), "{permit}", w.code(o.permit), "{proposal}", w.code(o.ask), "{row}", w.code(o.person)).Replace(path)
			return w.formAs(ctx, as, w.site.Handler(), to, body, http.StatusSeeOther)
		}
	}
	out := map[string]act{"POST /usaha-saya/{code}/bekerja": press("planner", "/usaha-saya/{code}/bekerja", "langkah=ya", true)}
	for end, body := range map[string]string{"/izin": "kind=halal&number=ID64-2", "/izin/{permit}": "reason=diganti", "/usulan/{proposal}": "langkah=terima", "/titik": "langkah=simpan&point=" + draftPoint,
		"/orang": "name=Ana&role=worker", "/orang/{row}": "until=2026-01-31"} {
		out["POST /usaha-saya/{code}"+end] = press("maker", "/usaha-saya/{code}"+end, body, false)
	}
	return out
}

// openUp brings a draft to its publication.
func (v *visit) openUp(tx *db.Tx, book *registry.Book, id db.ID) error {
	err := book.Submit(tx, v.people["maker"].Session, registry.Step{Business: id})
	if err == nil {
		err = book.Publish(tx, v.people["counter"].Session, registry.Step{Business: id})
	}
	return err
}
