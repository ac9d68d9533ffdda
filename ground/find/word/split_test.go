package word

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func texts(tokens []Token) []string {
	var all []string
	for _, t := range tokens {
		all = append(all, t.Text)
	}
	return all
}

var splits = []struct{ text, want string }{
	{"", ""},
	{" ,.-–—!? ", ""},
	{"Warung Nasi Kuning", "warung nasi kuning"},
	{"RM. Padang", "rumah makan padang"},
	{"Jum'at berkah", "jumat berkah"},
	{"Qur’an dan do`a", "quran dan doa"},
	{"'kutip' ‘luar’", "kutip luar"},
	{"Café CRÈME Brûlée", "cafe creme brulee"},
	{"cafe\u0301", "cafe"},
	{"Łódź Ångström straße", "lodz angstrom strasse"},
	{"ＷＡＲＵＮＧ ﬁlm ①", "warung film 1"},
	{"es\u00adkrim a\u200bb", "es krim ab"},
	{"5kg 3D b2b m²", "5kg 3d b2b m2"},
	{"1.500.000", "1 500 000"},
	{"kupu-kupu kupu kupu kupu2 kupukupu", "kupu-kupu kupu-kupu kupu-kupu kupu-kupu"},
	{"abcdabcd A-bcdabcd", "abcd-abcd abcd-abcd"},
	{"buah-buahan, buah buahan, buah2an", "buah-buahan buah-buahan buah-buahan"},
	{"oleh oleh oleh-oleh", "oleh-oleh oleh-oleh"},
	{"sayur-mayur sayur mayur", "sayur-mayur sayur-mayur"},
	{"kupu, kupu - kupu foto, copy", "kupu kupu kupu foto copy"},
	{"surat-menyurat", "surat-menyurat"},
	{"jual-beli antar-jemput", "jual beli antar jemput"},
	{"e-commerce T-shirt X-ray", "ecommerce tshirt xray"},
	{"foto copy foto-copy fotocopy", "fotokopi fotokopi fotokopi"},
	{"Eskrim ice cream", "es krim es krim"},
	{"COVID 19 web 2", "covid 19 web 2"},
	{"寿司", "寿司"},
	{"日本料理店", "日本 本料 料理 理店"},
	{"すしバー", "すし しバ バー"},
	{"茶", "茶"},
	{"ramen店 2号", "ramen 店 2 号"},
	{"ｶﾞﾗｽ", "ガラ ラス"},
	{"が か\u3099", "が が"},
	{"a\xffb", "a b"},
	{"Ωmega Привет Й", "ωmega привет и"},
	{"กาแฟ ทะเล", "กาแฟ ทะเล"},
}

func TestSplit(t *testing.T) {
	for _, c := range splits {
		if got := strings.Join(texts(Split(c.text)), " "); got != c.want {
			t.Errorf("Split(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTokensPointIntoTheText(t *testing.T) {
	const text = "Es ‘Café’ Jum'at kupu-kupu, foto copy ﬁlm 日本料"
	want := []string{"Es", "Café", "Jum'at", "kupu-kupu", "foto copy", "ﬁlm", "日本", "本料"}
	var got []string
	for _, tok := range Split(text) {
		got = append(got, text[tok.From:tok.To])
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// sound fails when the tokens of a text are not what Split promises.
func sound(t interface {
	Fatalf(string, ...any)
}, text string) {
	for _, tok := range Split(text) {
		if tok.Text == "" || len(tok.Text) > 2*longest+1 || !utf8.ValidString(tok.Text) {
			t.Fatalf("token %q of %q", tok.Text, text)
		}
		if tok.From < 0 || tok.From >= tok.To || tok.To > len(text) {
			t.Fatalf("token %q of %q stands at %d..%d of %d", tok.Text, text, tok.From, tok.To, len(text))
		}
		again := Split(tok.Text)
		if len(again) != 1 || again[0].Text != tok.Text {
			t.Fatalf("%q of %q is folded again to %q", tok.Text, text, texts(again))
		}
	}
}

func TestEverySignFoldsForGood(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		sound(t, string(r))
	}
}

func TestEveryTextSplitsSoundly(t *testing.T) {
	signs := []rune("aAb eék-'’2 9.日本かガﾞー々\u0301\u3099\u00ad\u200dßŁİกาΩй·–oleh")
	rapid.Check(t, func(t *rapid.T) {
		sound(t, string(rapid.SliceOfN(rapid.SampledFrom(signs), 0, 40).Draw(t, "text")))
		sound(t, rapid.String().Draw(t, "any"))
	})
}

func TestALongWordIsCut(t *testing.T) {
	for _, text := range []string{strings.Repeat("x", 5000), strings.Repeat("é", 99), strings.Repeat("ж", 99)} {
		sound(t, text)
		sound(t, text+"-"+text)
		if got := Split(text); len(got) != 1 || got[0].To != len(text) || len(got[0].Text) > longest {
			t.Errorf("got %v", got)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, c := range splits {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) { sound(t, text) })
}
