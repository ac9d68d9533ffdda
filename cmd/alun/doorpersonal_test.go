package main

import (
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/record/account"
)

// Words that stand for what people ask about their data.
const (
	personOne  = "ORANGSATU"      // the maker of the cast
	requestOne = "PERMOHONANSATU" // of the helper, open
	requestTwo = "PERMOHONANDUA"  // of the helper, open
	incident   = "INSIDENSATU"    // a draft
	cardOne    = "KARTUSATU"      // an erasure by card that waits
)

var (
	officers = []string{"administrator", "privacy"}
	revealer = []string{"administrator", "privacy", "planner", "inspector", "operator", "other operator", "head", "acting head", "other head", "counter"}
	breach   = "found=" + date.DayOf(time.Now()).String() + "T00:00&what=nama+orang&how=akun+dipakai+orang+lain&done=akun+ditutup&contact=Diskominfo"
)

// personalDoors are those of personal data.
var personalDoors = []door{
	{method: "GET", route: "/privasi", examples: []string{"/privasi"}, refused: []refusal{{"/privasi?x=%00", 422}}},
	{method: "GET", route: "/akun/data", as: "maker", may: everyone(), examples: []string{"/akun/data", "/akun/data?ya=minta", "/akun/data?dari=" + personOne},
		refused: []refusal{{"/akun/data?dari=%00", 422}, {"/akun/data?dari=" + long, 422}}},
	{method: "GET", route: "/akun/data/salinan", as: "maker", may: everyone(), examples: []string{"/akun/data/salinan", "/akun/data/salinan?format=json"},
		refused: []refusal{{"/akun/data/salinan?format=xml", 422}}},
	{method: "GET", route: "/akun/data/minta", as: "maker", may: everyone(), examples: []string{"/akun/data/minta"}},
	{method: "POST", route: "/akun/data/minta", as: "maker", may: everyone(), forms: []sent{
		{"/akun/data/minta", "kind=erase", 303, 0},
		{"/akun/data/minta", "kind=erase", 409, 0},
		{"/akun/data/minta", "", 422, 0},
		{"/akun/data/minta", "kind=correct&field=login&text=bukan", 422, 0},
		{"/akun/data/minta", "kind=object&purpose=pajak", 422, 0}}},
	{method: "POST", route: "/akun/data/izin", as: "maker", may: everyone(), forms: []sent{
		{"/akun/data/izin", "purpose=kabar_program&setuju=1", 303, 0},
		{"/akun/data/izin", "purpose=kabar_program&setuju=0", 303, 0},
		{"/akun/data/izin", "purpose=penertiban&setuju=1", 422, 0}}},
	{method: "POST", route: "/akun/data/lanjut", as: "maker", may: everyone(), forms: []sent{{"/akun/data/lanjut", "stop=x", 303, 0}}},
	{method: "GET", route: "/orang/{code}/buka", as: "administrator", may: also(revealer, counters), examples: []string{"/orang/" + personOne + "/buka"},
		refused: []refusal{{"/orang/abc/buka", 404}, {"/orang/%00/buka", 404}, {"/orang/" + long + "/buka", 404}}},
	{method: "POST", route: "/orang/{code}/buka", as: "administrator", may: []string{"administrator", "counter"}, forms: []sent{
		{"/orang/" + personOne + "/buka", "purpose=bantuan_akun&isi_name=1", 200, 0},
		{"/orang/" + personOne + "/buka", "purpose=pajak&isi_name=1", 403, 0},
		{"/orang/" + personOne + "/buka", "purpose=bantuan_akun&isi_nik=1", 403, 0},
		{"/orang/" + personOne + "/buka", "", 422, 0},
		{"/orang/abc/buka", "purpose=bantuan_akun&isi_name=1", 404, 0}}},
	{method: "GET", route: "/surat-tugas", as: "inspector", may: []string{"inspector"}, examples: []string{"/surat-tugas", "/surat-tugas?ya=tugas"}},
	{method: "POST", route: "/surat-tugas", as: "inspector", may: []string{"inspector"}, forms: []sent{
		{"/surat-tugas", "number=800/1/ST&from=" + soon + "&until=" + soon, 303, 0},
		{"/surat-tugas", "number=800/1/ST&from=" + soon + "&until=" + soon, 409, 0},
		{"/surat-tugas", "number=tanpa+angka&from=" + soon + "&until=" + soon, 422, 0},
		{"/surat-tugas", "", 422, 0}}},
	{method: "GET", route: "/pribadi", as: "privacy", may: officers, examples: []string{"/pribadi", "/pribadi?ya=jawab"}},
	{method: "POST", route: "/pribadi", as: "privacy", may: officers, forms: []sent{
		{"/pribadi", "login=" + makerPhone + "&kind=copy", 303, 0},
		{"/pribadi", "login=" + makerPhone + "&kind=copy", 409, 0},
		{"/pribadi", "login=0812-0000-0000&kind=copy", 422, 0},
		{"/pribadi", "login=bukan&kind=copy", 422, 0},
		{"/pribadi", "", 422, 0}}},
	{method: "GET", route: "/pribadi/{code}", as: "privacy", may: officers, examples: []string{"/pribadi/" + requestOne, "/pribadi/" + requestTwo},
		refused: []refusal{{"/pribadi/abc", 404}, {"/pribadi/" + personOne, 404}, {"/pribadi/" + long, 404}}},
	{method: "POST", route: "/pribadi/{code}", as: "privacy", may: officers, forms: []sent{
		{"/pribadi/" + requestOne, "", 303, 0},
		{"/pribadi/" + requestOne, "", 409, 0},
		{"/pribadi/" + requestTwo, "do=tolak", 422, 0},
		{"/pribadi/" + requestTwo, "seen=", 422, 0},
		{"/pribadi/" + requestTwo, "do=tolak&why=not_identified", 303, 0},
		{"/pribadi/abc", "", 404, 0}}},
	{method: "GET", route: "/pribadi/ktp", as: "privacy", may: officers, examples: []string{"/pribadi/ktp", "/pribadi/ktp?ya=jawab"}},
	{method: "POST", route: "/pribadi/ktp", as: "privacy", may: officers, forms: []sent{
		{"/pribadi/ktp", "kind=copy&nik=6471024505900001&seen=1", 200, 0},
		{"/pribadi/ktp", "kind=erase&nik=6471024505900001&seen=1", 422, 0},
		{"/pribadi/ktp", "kind=copy&nik=6471024505900001", 422, 0},
		{"/pribadi/ktp", "kind=copy&nik=64&seen=1", 422, 0},
		{"/pribadi/ktp", "", 422, 0}}},
	{method: "GET", route: "/pribadi/ktp/{code}", as: "privacy", may: officers, examples: []string{"/pribadi/ktp/" + cardOne},
		refused: []refusal{{"/pribadi/ktp/abc", 404}, {"/pribadi/ktp/" + personOne, 404}, {"/pribadi/ktp/" + long, 404}}},
	{method: "POST", route: "/pribadi/ktp/{code}", as: "privacy", may: officers, forms: []sent{
		{"/pribadi/ktp/" + cardOne, "do=tolak&why=not_identified", 303, 0},
		{"/pribadi/ktp/" + cardOne, "nik=6471024505900001&seen=1", 409, 0},
		{"/pribadi/ktp/" + cardOne, "nik=1&seen=1", 422, 0},
		{"/pribadi/ktp/abc", "nik=6471024505900001", 404, 0}}},
	{method: "GET", route: "/pribadi/kebocoran", as: "privacy", may: officers, examples: []string{"/pribadi/kebocoran"}},
	{method: "POST", route: "/pribadi/kebocoran", as: "privacy", may: officers, forms: []sent{
		{"/pribadi/kebocoran", breach, 303, 0},
		{"/pribadi/kebocoran", breach + "&login=0812-0000-0000&from=2026-01-01&until=2026-01-02", 422, 0},
		{"/pribadi/kebocoran", "found=2999-01-01T00:00&what=%00", 422, 0},
		{"/pribadi/kebocoran", "", 422, 0}}},
	{method: "GET", route: "/pribadi/kebocoran/{code}", as: "privacy", may: officers, examples: []string{"/pribadi/kebocoran/" + incident},
		refused: []refusal{{"/pribadi/kebocoran/abc", 404}, {"/pribadi/kebocoran/" + personOne, 404}}},
	{method: "POST", route: "/pribadi/kebocoran/{code}", as: "privacy", may: officers, forms: []sent{
		{"/pribadi/kebocoran/" + incident, "untuk=orang", 303, 0},
		{"/pribadi/kebocoran/" + incident, "untuk=lembaga", 303, 0},
		{"/pribadi/kebocoran/abc", "untuk=orang", 404, 0}}},
	{method: "GET", route: "/pribadi/kebocoran/{code}/surat", as: "privacy", may: officers,
		examples: []string{"/pribadi/kebocoran/" + incident + "/surat", "/pribadi/kebocoran/" + incident + "/surat?untuk=lembaga"},
		refused:  []refusal{{"/pribadi/kebocoran/abc/surat", 404}}},
}

// askAboutThemselves lets the helper of the cast ask for two things, and an
// incident be found.
func (v *visit) askAboutThemselves() {
	v.Helper()
	desk := account.NewPrivate(v.house.people)
	code := func(id db.ID) string { return v.house.keys.Codec().Encode(int64(id)) }
	desk.Keepers = []account.Keeper{{Table: "plan_participant", Read: func(*db.Tx, string) ([]account.Held, error) { return make([]account.Held, 1), nil }}}
	var one, two, found db.ID
	var card account.CardRequest
	err := v.house.db.Write(v.Context(), func(tx *db.Tx) (err error) {
		if one, err = desk.Ask(tx, v.people["helper"].Session, account.Wish{Kind: account.AskRestrict}); err != nil {
			return err
		}
		if two, err = desk.Ask(tx, v.people["helper"].Session, account.Wish{Kind: account.AskErase}); err != nil {
			return err
		}
		if card, err = desk.AskByCard(tx, v.people["administrator"].Session, account.AskErase, "6471024505900001", true); err != nil {
			return err
		}
		found, err = desk.WriteIncident(tx, v.people["privacy"].Session, account.Incident{Found: tx.Now(), What: "nama orang", How: "akun dipakai orang lain",
			Done: "akun ditutup", Contact: "Diskominfo"}, account.Suspect{})
		return err
	})
	if err != nil {
		v.Fatal(err)
	}
	v.codes[personOne], v.codes[requestOne], v.codes[requestTwo], v.codes[incident], v.codes[cardOne] = code(v.people["maker"].Person), code(one), code(two), code(found), code(card.ID)
}
