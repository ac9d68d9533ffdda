package saring

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"alun/ground/lang"
)

type labelled struct {
	spam  bool
	place Place
	text  string
}

func labels(t *testing.T) (out []labelled) {
	f, err := os.Open("testdata/labelled.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		out = append(out, labelled{r[0] == "spam", Place(r[1]), r[2]})
	}
	return out
}

// judge counts what was found of spam, and what of the rest.
func judge(all []labelled, caught func(labelled) bool) (precision, recall float64, wrong []string) {
	hit, false_, missed := 0, 0, 0
	for _, l := range all {
		switch got := caught(l); {
		case got && l.spam:
			hit++
		case got:
			false_++
			wrong = append(wrong, "good, but told: "+l.text)
		case l.spam:
			missed++
			wrong = append(wrong, "not found: "+l.text)
		}
	}
	return float64(hit) / float64(max(1, hit+false_)), float64(hit) / float64(max(1, hit+missed)), wrong
}

// The rules on texts that we wrote ourselves: a measure for changes of the rules.
func TestWhatTheRulesFind(t *testing.T) {
	all := labels(t)
	good := len(slices.DeleteFunc(slices.Clone(all), func(l labelled) bool { return l.spam }))
	if good < 60 || len(all)-good < 40 {
		t.Fatalf("%d good and %d others", good, len(all)-good)
	}
	precision, recall, wrong := judge(all, func(l labelled) bool { return len(Look(l.place, l.text)) > 0 })
	t.Logf("%d good, %d spam: precision %.3f, recall %.3f\n%s", good, len(all)-good, precision, recall, strings.Join(wrong, "\n"))
	if precision < 0.98 || recall < 0.85 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
	// A judge that cannot fail is none: rules that find nothing, and that find all.
	if _, r, _ := judge(all, func(labelled) bool { return false }); r != 0 {
		t.Error("what finds nothing is said to find")
	}
	if p, _, _ := judge(all, func(labelled) bool { return true }); p > 0.9 {
		t.Error("what finds all is said to be precise")
	}
}

func TestEachRuleByItself(t *testing.T) {
	for _, c := range []struct {
		place      Place
		text, want string
	}{
		{Product, "slot gacor", "judi!"},
		{Product, "Kenari gacor", ""},
		{Product, "toko@contoh.id", "links! contact!"},
		{Product, "Rp10.812.345.678", ""},
		{Product, "s.l.o.t o n l i n e", "judi!"},
		{About, "www.contoh.id", ""},
		{About, "bit.ly/abc", "short"},
		{About, "www.a.id www.b.id", "links!"},
		{Name, "www.a.id", "links!"},
		{Product, "6471051203900001", "nik!"},
		{Product, "Harga 10.000.000 sampai 25.000.000", ""},
		{Product, "satu satu satu satu satu", "repeat!"},
		{Product, "Wah!!!!!", "row!"},
		{Product, "-----", ""},
		{Product, "pinjol", "pinjaman"},
		{Product, "Ｓｌｏｔ Ｇａｃｏｒ", "judi!"},
		{Product, "", ""},
		{Product, "@", ""},
		{About, "Pesan di wa.me/6281234567890", "contact! short"},
		{About, "https://contoh.id/pesan?hp=0812-3456-7890", "contact!"},
		{About, "Telepon ０８１２ ３４５６ ７８９０", "contact!"},
		{Name, "Warung ６４７１０５１２０３９００００１", "nik!"},
		{Web, "https://bit.ly/abc", "short"},
		{Web, "https://contoh.id", ""},
	} {
		var got []string
		for _, f := range Look(c.place, c.text) {
			got = append(got, f.Rule+map[bool]string{true: "!"}[f.Mend])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q in %s: %v, want %s", c.text, c.place, got, c.want)
		}
	}
}

// TestALinkThatIsAContact: a number in a link is a number, and a chat is no website.
func TestALinkThatIsAContact(t *testing.T) {
	for _, link := range []string{"https://wa.me/6281234567890", "wa.me/6281234567890", "https://www.wa.me/6281234567890?text=halo", "HTTPS://API.WhatsApp.com/send?phone=6281234567890",
		"https://chat.whatsapp.com/AbCdEf", "t.me/+6281234567890", "https://t.me/warungsiti", "tel:081234567890", "tel:+62-812-3456-7890", "https://contoh.id/0812-3456-7890",
		"https://contoh.id/?hp=%2B62%20812%203456%207890", "https://user@wa.me/62812", "https://wa.me./6281234567890", "https://wa.me:443/6281234567890",
		"whatsapp://send?phone=6281234567890", "mailto:siti@contoh.id", "https://contoh.id#081234567890", "wa.me?phone=1", "https://ｗａ.me/1"} {
		if !Contact(link) {
			t.Errorf("%s is taken for a website", link)
		}
	}
	for _, link := range []string{"https://contoh.id", "https://tokopedia.com/warung/sambal-1730812345678901", "https://shopee.co.id/sambal-i.12345678.8123456789", "https://instagram.com/warungsiti08",
		"https://contoh.id/2026/08/12/nasi", "https://awa.me", "https://contoh.id/wa.me", "https://maps.app.goo.gl/Ab08129"} {
		if Contact(link) {
			t.Errorf("%s is taken for a contact", link)
		}
	}
}

func TestEveryRuleHasItsSentence(t *testing.T) {
	words, err := lang.Load(Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range Rules() {
		for _, tag := range lang.All {
			if !words.In(tag).Has(Word(rule)) {
				t.Errorf("%s has no sentence in %s", rule, tag)
			}
		}
	}
	if source, grade := Source(); source == "" || grade != "D" {
		t.Errorf("the rules are from %q, grade %q", source, grade)
	}
	if marks, bad := Check(Product, "about", "pinjol di slot gacor"); bad == nil || len(bad.Fields) != 1 || !slices.Equal(marks, []string{"pinjaman"}) {
		t.Errorf("a form is told %v, marks %v", bad, marks)
	}
}

func FuzzLook(f *testing.F) {
	for _, seed := range []string{"", "slot", "s l o t", "\x00\xff", "@$0", "0812 3456 7890", "https://a.b", "AAAAAAA"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, place := range []Place{Name, Product, About, Web} {
			for _, found := range Look(place, text) {
				Contact(text)
				if !slices.Contains(Rules(), found.Rule) {
					t.Errorf("%q is a rule nobody knows", found.Rule)
				}
			}
		}
	})
}
