package main

import (
	"testing"

	"alun/ground/lang"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/face"
)

// TestWhatIsHeldIsToldInWords: what a person reads of the register about themselves is
// said as the register's own pages say it, in each language, and what has no better words
// is left as it is kept.
func TestWhatIsHeldIsToldInWords(t *testing.T) {
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	told, seen := registry.Told.Code(), registry.Seen.Code()
	for _, c := range []struct {
		what, value, note string
		said, why         map[lang.Tag]string
	}{
		{"registry_business.wa", "6281234567890", told, inEach("0812-3456-7890"), map[lang.Tag]string{lang.ID: "Kata pemilik", lang.EN: "Said by the owner", lang.JA: "本人の申告"}},
		{"registry_business.legal_form", "perorangan", seen, inEach("Usaha perorangan"), map[lang.Tag]string{lang.ID: "Dilihat petugas", lang.EN: "Seen by an officer", lang.JA: "職員が現地で確認"}},
		{"registry_business.name", "Warung Bu Siti", told, nil, map[lang.Tag]string{lang.ID: "Kata pemilik", lang.EN: "Said by the owner", lang.JA: "本人の申告"}},
		{"registry_business.name", "Warung Bu Siti", "no such level", nil, nil},
		{"registry_business.state", "draft", told, nil, nil}, // its sentence is its own, and its note a name
		{"registry_consent.how", "sendiri", "phone_public address_public", nil, map[lang.Tag]string{lang.ID: "Telepon boleh ditampilkan, Alamat boleh ditampilkan",
			lang.EN: "Phone may be shown, Address may be shown", lang.JA: "電話を公開する, 住所を公開する"}},
		{"registry_consent.how", "sendiri", "", nil, nil},
		{"registry_opendata_member.pekerja", "pekerja", "", map[lang.Tag]string{lang.ID: "Pekerja usaha tercatat", lang.EN: words.In(lang.EN).T("opendataweb.series_pekerja"), lang.JA: words.In(lang.JA).T("opendataweb.series_pekerja")}, nil},
		{"registry_opendata_member.pekerja", "another", "", nil, nil},
		{"registry_opendata_member.pekerja", "1 0", "", map[lang.Tag]string{lang.ID: "Pekerja laki-laki: 1, Pekerja perempuan: 0", lang.EN: "Male workers: 1, Female workers: 0", lang.JA: "男性の働き手: 1, 女性の働き手: 0"}, nil},
		{"registry_opendata_member.ukuran", "1-4", "", inEach("1–4"), nil},
		{"registry_read.purpose", "layanan", "phone rt", nil, map[lang.Tag]string{lang.ID: "Telepon, RT", lang.EN: "Phone, RT (neighbourhood)", lang.JA: "電話, RT（町内会）"}},
		{"account_login.mail", "siti@contoh.id", "", nil, nil},
		{"", "", "", nil, nil},
	} {
		for _, tag := range lang.All {
			tells := heldTeller{Teller: face.Teller{Lang: words.In(tag)}}
			if said, why := tells.tell(account.Held{What: c.what, Value: c.value, Note: c.note}); said != c.said[tag] || why != c.why[tag] {
				t.Errorf("%s: %s %q, %q: told %q, %q; want %q, %q", tag, c.what, c.value, c.note, said, why, c.said[tag], c.why[tag])
			}
		}
	}
}

// inEach is one text in every language.
func inEach(text string) map[lang.Tag]string {
	out := map[lang.Tag]string{}
	for _, tag := range lang.All {
		out[tag] = text
	}
	return out
}
