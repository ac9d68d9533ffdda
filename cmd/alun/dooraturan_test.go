package main

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/record/registry"
	"alun/record/registry/aturan"
	"alun/record/registry/product"
	"alun/record/registry/size"
)

// rulesMay are who may see and change the city's rules of size.
var rulesMay = []string{"planner"}

// steps is a draft of new steps; stepsSeen is the version that holds.
const (
	stepsDraft = "batas_1=100+juta&batas_2=300+juta&batas_3=1+miliar&mulai=2031-01-01&keputusan=Keputusan+Uji+1%2F2030&alasan=Batas+pertama+dinaikkan."
	stepsSeen  = "LANGKAHKINI"
	stepsNext  = "LANGKAHNANTI" // a version of the city's that does not hold yet: the newest
)

var aturanDoors = []door{
	{method: "GET", route: "/petugas/aturan", as: "planner", may: rulesMay, examples: []string{"/petugas/aturan", "/petugas/aturan?ya=terbit"}, refused: []refusal{{"/petugas/aturan?ya=%00", 422}}},
	{method: "GET", route: "/petugas/aturan/langkah", as: "planner", may: rulesMay,
		examples: []string{"/petugas/aturan/langkah", "/petugas/aturan/langkah?coba=1&" + stepsDraft, "/petugas/aturan/langkah?coba=1&batas_1=banyak"},
		refused:  []refusal{{"/petugas/aturan/langkah?batas_1=%ff", 422}, {"/petugas/aturan/langkah?keputusan=" + long, 422}}},
	{method: "POST", route: "/petugas/aturan/langkah/coba", as: "planner", may: rulesMay, forms: []sent{
		{"/petugas/aturan/langkah/coba", strings.NewReplacer("2031", "2036", "100+juta", "120+juta").Replace(stepsDraft), 303, 0},
		{"/petugas/aturan/langkah/coba", "batas_1=banyak&mulai=kemarin", 422, 0},
		{"/petugas/aturan/langkah/coba", "alasan=%ff%00", 422, 0}}},
	{method: "POST", route: "/petugas/aturan/langkah/{version}/tarik", as: "planner", may: rulesMay, forms: []sent{
		{"/petugas/aturan/langkah/" + stepsNext + "/tarik", "", 303, 0},
		{"/petugas/aturan/langkah/" + stepsNext + "/tarik", "", 409, 0},
		{"/petugas/aturan/langkah/" + stepsSeen + "/tarik", "", 409, 0}, // it holds
		{"/petugas/aturan/langkah/abc/tarik", "", 404, 0}}},
	{method: "POST", route: "/petugas/aturan/langkah", as: "planner", may: rulesMay, forms: []sent{
		{"/petugas/aturan/langkah", "terlihat=" + stepsNext + "&" + stepsDraft, 303, 0},
		{"/petugas/aturan/langkah", "terlihat=" + stepsNext + "&" + strings.Replace(stepsDraft, "2031", "2032", 1), 422, 0},                                            // nothing new by then
		{"/petugas/aturan/langkah", "terlihat=" + stepsNext + "&" + strings.Replace(strings.Replace(stepsDraft, "2031", "2032", 1), "100+juta", "90+juta", 1), 409, 0}, // somebody published since
		{"/petugas/aturan/langkah", stepsDraft, 422, 0},
		{"/petugas/aturan/langkah", "batas_1=banyak&mulai=kemarin", 422, 0},
		{"/petugas/aturan/langkah", "alasan=%ff%00", 422, 0}}},
	{method: "GET", route: "/petugas/tanda", as: "counter", may: counters, examples: []string{"/petugas/tanda", "/petugas/tanda?ya=kembali", "/petugas/tanda?sesudah=" + markOne}, refused: []refusal{{"/petugas/tanda?ya=%00", 422}}},
	{method: "GET", route: "/petugas/tanda/{product}", as: "counter", may: marksMay, examples: []string{"/petugas/tanda/" + markOne, "/petugas/tanda/" + productOne},
		refused: []refusal{{"/petugas/tanda/abc", 404}, {"/petugas/tanda/%00", 404}}},
	{method: "POST", route: "/petugas/tanda/{product}", as: "counter", may: marksMay, forms: []sent{
		{"/petugas/tanda/" + markOne, "langkah=kembali&versi=1&kalimat=Tulis+jasanya+tanpa+kata+itu.", 303, 0},
		{"/petugas/tanda/" + markOne, "langkah=baik&versi=1", 409, 0}, // it is another version now
		{"/petugas/tanda/" + markTwo, "langkah=kembali&versi=1&kalimat=ya", 422, 0},
		{"/petugas/tanda/" + markTwo, "langkah=baik&versi=1", 303, 0},
		{"/petugas/tanda/" + markTwo, "langkah=kembali&versi=1&kalimat=Tulis+jasanya+tanpa+kata+itu.", 409, 0}, // no mark any more
		{"/petugas/tanda/" + markTwo, "langkah=lain", 422, 0},
		{"/petugas/tanda/" + markTwo, "kalimat=%ff%00", 422, 0},
		{"/petugas/tanda/abc", "langkah=baik", 404, 0}}},
	{method: "POST", route: "/petugas/tanda/usaha/{code}", as: "counter", may: marksMay, forms: []sent{
		{"/petugas/tanda/usaha/" + deskNobody, "versi=9", 409, 0}, // it is another version
		{"/petugas/tanda/usaha/" + deskNobody, "versi=1", 303, 0},
		{"/petugas/tanda/usaha/" + deskNobody, "versi=%ff%00", 422, 0},
		{"/petugas/tanda/usaha/abc", "versi=1", 404, 0}}},
}

// marksMay are who may look at marked texts of the area.
var marksMay = []string{"counter"}

// Products whose texts bear a mark.
const (
	markOne = "TANDASATU"
	markTwo = "TANDADUA"
)

// cutSteps publishes steps that hold later, and remembers the version that holds; and
// the cast's maker sells what bears a mark.
func (v *visit) cutSteps() {
	v.Helper()
	business, _ := v.house.keys.Codec().Decode(v.codes[ownOne])
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) error {
		rules, err := size.Read(tx)
		if err != nil {
			return err
		}
		code := v.house.keys.Codec().Encode
		seen := rules.Newest(size.Steps).ID
		next, err := aturan.Publish(tx, v.people["planner"].Session, aturan.Publishing{Seen: seen, Typed: aturan.Typed{Ends: []string{"50 juta", "300 juta", "1 miliar"},
			From: "2030-01-01", Number: "Keputusan Uji 2/2029", Why: "Batas pertama diturunkan.", Lang: lang.ID}})
		v.codes[stepsSeen], v.codes[stepsNext] = code(int64(seen)), code(int64(next))
		for _, word := range []string{markOne, markTwo} {
			if err != nil {
				return err
			}
			var id db.ID
			id, err = product.Desk{Book: v.house.book()}.Add(tx, v.people["maker"].Session, db.ID(business), product.Typed{Name: "Jasa " + word, About: "Bisa untuk bayar pinjol.", Shown: true})
			v.codes[word] = code(int64(id))
		}
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
}

// aturanActs are what can be done with rules and marks: each act has a version or a
// product of its own.
func (w *twoFaces) aturanActs() map[string]act {
	code := func(id db.ID) string { return w.house.keys.Codec().Encode(int64(id)) }
	typed := func(n int) aturan.Typed {
		return aturan.Typed{Ends: []string{strconv.Itoa(61+n%230) + " juta", "300 juta", "1 miliar"}, From: (date.Day{Year: 2040, Month: 1, Date: 1}).Next(n).String(),
			Number: "Keputusan Uji", Why: "Batas pertama dinaikkan.", Lang: lang.ID}
	}
	newest := func(ctx context.Context) (id db.ID, err error) {
		err = w.house.db.Read(ctx, func(tx *db.Tx) error {
			rules, err := size.Read(tx)
			if err == nil {
				id = rules.Newest(size.Steps).ID
			}
			return err
		})
		return id, err
	}
	return map[string]act{
		"POST /petugas/aturan/langkah": w.alone(func(ctx context.Context, n int) error {
			seen, err := newest(ctx)
			if err != nil {
				return err
			}
			t := typed(2 * n)
			form := url.Values{"terlihat": {code(seen)}, "mulai": {t.From}, "keputusan": {t.Number}, "alasan": {t.Why}}
			for i, end := range t.Ends {
				form.Set(aturan.EndField(i), end)
			}
			return w.formAs(ctx, "planner", w.site.Handler(), "/petugas/aturan/langkah", form.Encode(), http.StatusSeeOther)
		}),
		"POST /petugas/aturan/langkah/coba": w.alone(func(ctx context.Context, _ int) error {
			return w.formAs(ctx, "planner", w.site.Handler(), "/petugas/aturan/langkah/coba", strings.ReplaceAll(stepsDraft, "2031", "2039"), http.StatusSeeOther, http.StatusTooManyRequests)
		}),
		"POST /petugas/aturan/langkah/{version}/tarik": w.alone(func(ctx context.Context, n int) error {
			seen, err := newest(ctx)
			if err != nil {
				return err
			}
			var id db.ID
			err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
				id, err = aturan.Publish(tx, w.people["planner"].Session, aturan.Publishing{Typed: typed(2*n + 1), Seen: seen})
				return err
			})
			if err != nil {
				return err
			}
			return w.formAs(ctx, "planner", w.site.Handler(), "/petugas/aturan/langkah/"+code(id)+"/tarik", "", http.StatusSeeOther)
		}),
		"POST /petugas/tanda/{product}":    w.clearMark,
		"POST /petugas/tanda/usaha/{code}": w.clearTexts,
	}
}

// clearTexts finds the texts of a business good that an officer wrote down.
func (w *twoFaces) clearTexts(ctx context.Context, _ int) error {
	book, err := w.house.register(ctx)
	if err != nil {
		return err
	}
	var id db.ID
	err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
		id, err = book.Register(tx, w.people["counter"].Session, registry.Registering{Set: markedStall()})
		return err
	})
	if err != nil {
		return err
	}
	return w.formAs(ctx, "counter", w.site.Handler(), "/petugas/tanda/usaha/"+w.house.keys.Codec().Encode(int64(id)), "versi=1", http.StatusSeeOther)
}

// clearMark finds the text of a product of its own good.
func (w *twoFaces) clearMark(ctx context.Context, _ int) error {
	book, err := w.house.register(ctx)
	if err != nil {
		return err
	}
	var id db.ID
	err = w.house.db.Write(ctx, func(tx *db.Tx) error {
		stall, err := w.deskStall(tx, book, "Jasa Surat")
		if err == nil {
			id, err = product.Desk{Book: book}.Add(tx, w.people["maker"].Session, stall, product.Typed{Name: "Jasa", About: "Bisa untuk bayar pinjol.", Shown: true})
		}
		return err
	})
	if err != nil {
		return err
	}
	return w.formAs(ctx, "counter", w.site.Handler(), "/petugas/tanda/"+w.house.keys.Codec().Encode(int64(id)), "langkah=baik&versi=1", http.StatusSeeOther)
}
