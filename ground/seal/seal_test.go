package seal_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"alun/ground/keys"
	"alun/ground/seal"

	"pgregory.net/rapid"
)

// Two keys that everybody may know: bytes 0 to 31 and 32 to 63.
const (
	head  = "alun-keys 1\n"
	line1 = "e0038ed8  000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f  2025-03-05T01:30:00Z\n"
	line2 = "bc41f8a0  202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f  2026-01-02T03:00:00Z\n"
)

func ring(t testing.TB, lines string) *keys.Ring {
	t.Helper()
	path := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(path, []byte(head+lines), 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := keys.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sample() seal.Form {
	return seal.Form(nil).Text("Balai é").Whole(-1).Whole(1<<62).Maybe(7, false).Text("")
}

func sampleRow() *seal.Row {
	return seal.NewRow("plan_figure 1").Text("code", "1.03.02").Whole("budget", 1_500_000).Maybe("spent", 0, false)
}

// The known answers were computed by another program, in another language, from
// the package's card: HKDF and Ed25519 were written there anew from their RFCs.
// They must never change: databases and kept heads depend on them.
func TestKnownAnswers(t *testing.T) {
	r := ring(t, line1)
	s := seal.NewSigner(r, "diary head")
	pub, _ := s.Public("e0038ed8")
	d := seal.NewDigester(r, "plan digest").Of(sampleRow())
	start := seal.Start("alun diary 1")
	for what, c := range map[string][2]string{
		"form":        {hex.EncodeToString(sample()), "740000000842616c616920c3a969ffffffffffffffff6940000000000000006e7400000000"},
		"start":       {start.String(), "ffbeec8cc758387bec0a733609b411e6a5ed709801769b5f3b9e0003a4c36b49"},
		"link":        {seal.Link("alun diary 1", start, sample()).String(), "7633450af3ab6aae307f38f43f0d58d338e34a35c269da944b8dead3213f3c0c"},
		"public key":  {pub.String(), "21c2fd57edfbd8d865ab1e6a76df2b32693a23a5bd811369a1d351b4c53565a3"},
		"fingerprint": {pub.Fingerprint(), "823a 119a 65c7 3c5a e91d 5493 669d f119"},
		"key":         {d.Key, "e0038ed8"},
		"digest":      {d.Sum, "LDOUELHGGTUJtJikuys-SkMp1QCwdOZ0hGFV5PM_4qk"},
		"marks":       {d.Marks, "mlV7MpNU"},
		"signature": {s.Sign(sample()).Text, "38a034241f7cc557af0e26f615abb89fcf45e28c7041d492abb02e55a9de6611" +
			"80fcd4da713bc6b977fa4eae6039cdc976fe79805b7289c6e74c1af534c3b00a"},
	} {
		if c[0] != c[1] {
			t.Errorf("%s = %s, want %s", what, c[0], c[1])
		}
	}
}

// value is one value of a form, of any kind.
type value struct {
	kind string
	text string
	n    int64
}

func (v value) add(f seal.Form) seal.Form {
	switch v.kind {
	case "text":
		return f.Text(v.text)
	case "whole":
		return f.Whole(v.n)
	}
	return f.Maybe(v.n, false)
}

// Moving a character from one value to the next, or a number into a text, must
// never give the same form.
func TestDifferentValuesHaveDifferentForms(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) value {
		v := value{kind: rapid.SampledFrom([]string{"text", "whole", "unknown"}).Draw(t, "kind")}
		switch v.kind {
		case "text":
			v.text = rapid.StringOfN(rapid.SampledFrom([]rune("tin\x00\x01a")), 0, 12, -1).Draw(t, "text")
		case "whole":
			v.n = rapid.Int64().Draw(t, "n")
		}
		return v
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SliceOfN(one, 0, 4).Draw(t, "a"), rapid.SliceOfN(one, 0, 4).Draw(t, "b")
		var fa, fb seal.Form
		for _, v := range a {
			fa = v.add(fa)
		}
		for _, v := range b {
			fb = v.add(fb)
		}
		if (string(fa) == string(fb)) != slices.Equal(a, b) {
			t.Fatalf("%v and %v have the forms %x and %x", a, b, fa, fb)
		}
	})
}

func TestADigestNamesWhatChanged(t *testing.T) {
	d := seal.NewDigester(ring(t, line1), "plan digest")
	kept := d.Of(sampleRow())
	for _, c := range []struct {
		name    string
		row     *seal.Row
		kept    seal.Digest
		same    bool
		changed string
	}{
		{"as it was", sampleRow(), kept, true, ""},
		{"a text", seal.NewRow("plan_figure 1").Text("code", "1.03.03").Whole("budget", 1_500_000).Maybe("spent", 0, false), kept, false, "code"},
		{"a number", seal.NewRow("plan_figure 1").Text("code", "1.03.02").Whole("budget", 1_500_001).Maybe("spent", 0, false), kept, false, "budget"},
		{"unknown became zero", seal.NewRow("plan_figure 1").Text("code", "1.03.02").Whole("budget", 1_500_000).Whole("spent", 0), kept, false, "spent"},
		{"two columns", seal.NewRow("plan_figure 1").Text("code", "").Whole("budget", 1_500_000).Whole("spent", 1), kept, false, "code spent"},
		{"another kind", seal.NewRow("plan_figure 2").Text("code", "1.03.02").Whole("budget", 1_500_000).Maybe("spent", 0, false), kept, false, ""},
		{"a column more", sampleRow().Whole("page", 1), kept, false, ""},
		{"the digest", sampleRow(), seal.Digest{Key: kept.Key, Sum: "A" + kept.Sum[1:], Marks: kept.Marks}, false, ""},
		{"no digest", sampleRow(), seal.Digest{Key: kept.Key}, false, ""},
		{"no base64", sampleRow(), seal.Digest{Key: kept.Key, Sum: "!", Marks: "!"}, false, ""},
	} {
		same, changed, known := d.Check(c.row, c.kept)
		if same != c.same || strings.Join(changed, " ") != c.changed || !known {
			t.Errorf("%s: %v %q %v", c.name, same, changed, known)
		}
	}
}

func TestKeysOfTheRing(t *testing.T) {
	one, two := ring(t, line1), ring(t, line1+line2)
	second := ring(t, line2)
	was := seal.NewDigester(one, "plan digest").Of(sampleRow())
	if same, _, known := seal.NewDigester(two, "plan digest").Check(sampleRow(), was); !same || !known {
		t.Error("a rotated ring does not check what the older key made")
	}
	if _, _, known := seal.NewDigester(second, "plan digest").Check(sampleRow(), was); known {
		t.Error("a foreign ring claims to know the key")
	}
	if same, _, _ := seal.NewDigester(one, "money digest").Check(sampleRow(), was); same {
		t.Error("two purposes share a key")
	}
	by := seal.NewSigner(one, "diary head").Sign(sample())
	for name, c := range map[string]struct {
		s    *seal.Signer
		f    seal.Form
		by   seal.Signature
		want bool
	}{
		"its own":           {seal.NewSigner(one, "diary head"), sample(), by, true},
		"after a rotation":  {seal.NewSigner(two, "diary head"), sample(), by, true},
		"another form":      {seal.NewSigner(one, "diary head"), sample().Whole(1), by, false},
		"another purpose":   {seal.NewSigner(one, "letter"), sample(), by, false},
		"a foreign ring":    {seal.NewSigner(second, "diary head"), sample(), by, false},
		"a changed one":     {seal.NewSigner(one, "diary head"), sample(), seal.Signature{Key: by.Key, Text: "00" + by.Text[2:]}, false},
		"no signature":      {seal.NewSigner(one, "diary head"), sample(), seal.Signature{Key: by.Key}, false},
		"another key's id":  {seal.NewSigner(two, "diary head"), sample(), seal.Signature{Key: "bc41f8a0", Text: by.Text}, false},
		"no hexadecimal at": {seal.NewSigner(one, "diary head"), sample(), seal.Signature{Key: by.Key, Text: "x"}, false},
	} {
		if got := c.s.Signed(c.f, c.by); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if seal.PublicKey(nil).Signed(sample(), by.Text) {
		t.Error("no key has signed")
	}
}

func TestAHashIsReadAsItIsWritten(t *testing.T) {
	h := seal.Start("x")
	if back, ok := seal.ParseHash(h.String()); !ok || back != h {
		t.Error("a hash does not come back")
	}
	for _, s := range []string{"", "00", strings.ToUpper(h.String()), h.String() + "00", strings.Repeat("g", 64)} {
		if _, ok := seal.ParseHash(s); ok {
			t.Errorf("%q is read as a hash", s)
		}
	}
}

func BenchmarkDigestOfFortyColumns(b *testing.B) {
	d := seal.NewDigester(ring(b, line1), "plan digest")
	for b.Loop() {
		r := seal.NewRow("plan_figure 1")
		for range 20 {
			r.Text("name", "Persentase sertifikasi").Whole("budget", 1_500_000)
		}
		d.Of(r)
	}
}
