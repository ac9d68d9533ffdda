package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"alun/ground/fault"
	"alun/ground/keys"

	"pgregory.net/rapid"
)

const from = "Alun Balikpapan <alun@contoh.go.id>"

func server(t testing.TB, address string) *Server {
	t.Helper()
	s, err := Parse(address, from)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ring(t testing.TB) *keys.Ring {
	t.Helper()
	r, err := keys.Open(filepath.Join(t.TempDir(), "keys"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func sendOne(t *testing.T, s *Server, l letter) error {
	t.Helper()
	m, err := s.compose(s.messageID("code1"), time.Unix(1_800_000_000, 0).UTC(), l)
	if err != nil {
		t.Fatal(err)
	}
	return s.deliver(t.Context(), m)
}

var greeting = letter{To: "siti@contoh.id", Subject: "Kabar baru", Text: "Halo", HTML: "<p>Halo</p>"}

// TestWordsArriveWhole sends through every way of TLS and reads back what came.
func TestWordsArriveWhole(t *testing.T) {
	for _, c := range []struct{ how, scheme, user string }{
		{"none", "smtp://", ""}, {"none", "smtp://", "siti:p%40ss@"}, {"required", "smtp://", "siti:p%40ss@"}, {"implicit", "smtps://", "siti:p%40ss@"},
	} {
		box := &inbox{}
		if c.user != "" {
			box.users = map[string]string{"siti": "p@ss"}
		}
		s := server(t, c.scheme+c.user+box.serve(t, c.how))
		for _, l := range []letter{
			{To: "siti@contoh.id", Subject: "Laporan triwulan II – “Dinas PU”", Text: "Kegiatan: 1.200 m² saluran.\nTerima kasih.", HTML: "<p>Kegiatan</p>"},
			{To: "siti@contoh.id", Subject: "New report: what was planned and what was done in the second quarter of this year, in all offices", Text: "Hello.\n.\n..dots", HTML: "<p>Hello</p>"},
			{To: "siti@contoh.id", Subject: "バリクパパン市の新しい報告が公表されました。計画と実績をご覧ください。", Text: "新しい報告が公表されました。", HTML: "<p>報告</p>"},
		} {
			l.Unsubscribe = "https://alun.contoh.go.id/ikuti/berhenti/abc"
			if err := sendOne(t, s, l); err != nil {
				t.Fatalf("%+v: %v", c, err)
			}
			all := box.all()
			arrived(t, all[len(all)-1], l)
		}
	}
}

func arrived(t *testing.T, raw string, l letter) {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatalf("%v in\n%s", err, raw)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != l.Subject {
		t.Errorf("subject %q, want %q", subject, l.Subject)
	}
	for line := range strings.SplitSeq(raw[:strings.Index(raw, "\r\n\r\n")], "\r\n") {
		if len(line) > 78+20 || strings.ContainsFunc(line, func(r rune) bool { return r > 126 }) {
			t.Errorf("header line %q", line)
		}
	}
	for name, want := range map[string]string{"To": "<siti@contoh.id>", "From": `"Alun Balikpapan" <alun@contoh.go.id>`,
		"Message-Id": "<code1@contoh.go.id>", "Date": "Fri, 15 Jan 2027 08:00:00 +0000", "Auto-Submitted": "auto-generated",
		"List-Unsubscribe": "<" + l.Unsubscribe + ">", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "User-Agent": "", "X-Mailer": ""} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []string{l.Text, l.HTML} {
		p, err := parts.NextPart() // decodes quoted-printable
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(decoded(p))
		if got := strings.ReplaceAll(strings.TrimRight(string(text), "\r\n"), "\r\n", "\n"); err != nil || got != want {
			t.Errorf("part %q, want %q", got, want)
		}
	}
}

// TestNothingAddsAHeader holds every value that comes from outside against the
// header of the message it makes.
func TestNothingAddsAHeader(t *testing.T) {
	s := server(t, "smtp://localhost?tls=none")
	nasty := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"a\r\nBcc: x@y.id", "a\nX: 1", "a\rX: 1", "=?utf-8?q?a?=", "a\u2028b", "a\x00b", "a\u0085b", "\r\n\r\nbody"}))
	rapid.Check(t, func(t *rapid.T) {
		l := greeting
		l.Subject = nasty.Draw(t, "before") + nasty.Draw(t, "after")
		m, err := s.compose("<1@x>", time.Unix(0, 0), l)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if _, err := m.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		head, err := netmail.ReadMessage(strings.NewReader(b.String()))
		if err != nil {
			t.Fatalf("%q: %v", l.Subject, err)
		}
		if n := len(head.Header); n != 8 || head.Header.Get("Bcc") != "" {
			t.Fatalf("%q made %d headers: %v", l.Subject, n, head.Header)
		}
		l.To = nasty.Draw(t, "to") + "@contoh.id"
		if m, err := s.compose("<1@x>", time.Unix(0, 0), l); err == nil && len(m.GetToString()) != 1 {
			t.Fatalf("%q is to %v", l.To, m.GetToString())
		}
		l.Unsubscribe = "https://x/" + nasty.Draw(t, "link")
		if m, err := s.compose("<1@x>", time.Unix(0, 0), l); err == nil && strings.ContainsAny(strings.Join(m.GetGenHeader("List-Unsubscribe"), ""), "\r\n") {
			t.Fatalf("link %q", l.Unsubscribe)
		}
	})
}

// TestServersThatMisbehave: whatever a server does, the attempt ends, says why
// in a word of ours, and only a refusal of recipient or content lasts.
func TestServersThatMisbehave(t *testing.T) {
	for _, c := range []struct {
		name, at, says string
		why            string
		lasting        bool
	}{
		{"hangs at once", "hello", "hang", "timeout", false},
		{"hangs before recipients", "MAIL", "hang", "timeout", false},
		{"hangs after the message", ".", "hang", "timeout", false},
		{"drops at once", "hello", "drop", "connect", false},
		{"drops in the message", "DATA", "354 go\r\n\r\ndrop", "broken_off", false},
		{"drops after the message", ".", "drop", "broken_off", false},
		{"is busy at once", "hello", "421 later", "later", false},
		{"is busy", "MAIL", "451 later", "later", false},
		{"greylists", "RCPT", "450 4.2.0 greylisted siti@contoh.id", "later", false},
		{"refuses the recipient", "RCPT", "550 5.1.1 no siti@contoh.id here", "refused", true},
		{"refuses the content", ".", "554 spam", "refused", true},
		{"refuses the sender", "MAIL", "550 not you", "sign_in", false},
		{"speaks nonsense", "hello", "HTTP/1.1 200 OK", "garbled", false},
		{"speaks nonsense later", "MAIL", "\x00\x01\x02", "broken_off", false},
		{"floods", "hello", "flood aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "garbled", false},
		{"floods lines", "EHLO", "flood 250-more\r\n", "garbled", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := server(t, "smtp://"+script(t, map[string]string{c.at: c.says}))
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // far less than an attempt may take
			defer cancel()
			m, err := s.compose(s.messageID("x"), time.Unix(0, 0), greeting)
			if err != nil {
				t.Fatal(err)
			}
			bad, ok := errors.AsType[trouble](s.deliver(ctx, m))
			if !ok || bad.why != c.why || bad.lasting != c.lasting {
				t.Errorf("%+v, want %s, lasting %v", bad, c.why, c.lasting)
			}
			if strings.Contains(bad.Error(), "siti") {
				t.Error("the error names a person")
			}
		})
	}
}

// A server that says more than it should after it has taken the message has
// taken it.
func TestTakenIsTaken(t *testing.T) {
	for name, end := range map[string]map[string]string{
		"drops after taking": {"RSET": "drop"}, "takes twice": {".": "250 ok\r\n250 ok"}, "forgets how to reset": {"RSET": "500 what?"},
		"never says good-bye": {"QUIT": "drop"},
	} {
		t.Run(name, func(t *testing.T) {
			s := server(t, "smtp://"+script(t, end))
			if err := sendOne(t, s, greeting); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestNoPasswordToStrangers(t *testing.T) {
	box := &inbox{users: map[string]string{"siti": "right"}}
	for name, c := range map[string]struct{ address, why string }{
		"an unknown certificate":  {"smtps://siti:right@" + strings.Split(box.serve(t, "implicit"), "?")[0], "tls"},
		"no TLS where it must be": {"smtp://siti:right@" + strings.Split(box.serve(t, "none"), "?")[0], "tls"},
		"a wrong password":        {"smtps://siti:wrong@" + box.serve(t, "implicit"), "sign_in"},
		"nobody there":            {"smtp://127.0.0.1:1?tls=none", "connect"},
	} {
		err := sendOne(t, server(t, c.address), greeting)
		if bad, ok := errors.AsType[trouble](err); !ok || bad.why != c.why || bad.lasting {
			t.Errorf("%s: %v, want %s", name, err, c.why)
		}
	}
	if len(box.all()) != 0 {
		t.Error("something was sent")
	}
}

func TestAddressesOfServers(t *testing.T) {
	if s, err := Parse("", ""); s != nil || err != nil {
		t.Error(s, err)
	}
	for address, want := range map[string]string{
		"http://x": "mail.bad_url", "smtp://": "mail.bad_url", "smtp://x?tls=maybe": "mail.bad_url", "smtps://x?tls=none": "mail.bad_url",
		"smtp://x:0": "mail.bad_url", "smtp://x:99999": "mail.bad_url", "smtp://a:b@x?tls=none": "mail.open_password", "smtp://a:b@x?tls=optional": "mail.open_password",
		"smtp://x?ca=/none": "mail.bad_ca", "smtp://x/box": "mail.bad_url", "smtp://a:%zz@x": "mail.bad_url",
	} {
		if _, err := Parse(address, from); fault.Of(err) == nil || fault.Of(err).Key != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
	for _, bad := range []string{"", "alun", "a@b\r\nBcc: x@y.id", "a@b.id, c@d.id"} {
		if _, err := Parse("smtp://x", bad); fault.Of(err) == nil {
			t.Errorf("%q may send", bad)
		}
	}
	for address, want := range map[string]string{"smtps://siti:p%40ss@x:465": "smtps://siti:…@x:465", "smtp://x": "smtp://x", "smtp://a:b@c:x y": "…"} {
		if got := Redact(address); got != want {
			t.Errorf("%s shows as %s", address, got)
		}
	}
}

func TestAddresses(t *testing.T) {
	for typed, want := range map[string]string{
		" Siti.Aminah+kota@Contoh.GO.id ": "siti.aminah+kota@contoh.go.id", "a@b.co": "a@b.co",
		"": "", "a": "", "a@b": "", "@b.id": "", "a@": "", "a..b@c.id": "", ".a@c.id": "", "a@c..id": "", "a@-c.id": "", "a b@c.id": "", "a@c.id\r\nBcc: x@y.id": "",
		"a@c.id, x@y.id": "", "<a@c.id>": "", `"a"@c.id`: "", "siti@例え.jp": "", "a@[127.0.0.1]": "", strings.Repeat("a", 65) + "@c.id": "", "a@" + strings.Repeat("c.", 130) + "id": "",
	} {
		got, err := Address(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q = %q %v", typed, got, err)
		}
	}
	for a, want := range map[string]string{"siti@contoh.go.id": "s•••@c•••.id", "": "•••", "@": "•••"} {
		if got := Hint(a); got != want {
			t.Errorf("%q hints %q", a, got)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("siti@contoh.id")
	f.Add("a@b\r\nc")
	f.Fuzz(func(t *testing.T, typed string) {
		a, err := Address(typed)
		if err != nil {
			return
		}
		if b, err := netmail.ParseAddress(a); err != nil || b.Address != a || strings.ContainsAny(a, " \r\n<>,;:\"\\") {
			t.Fatalf("%q is taken as %q: %v", typed, a, err)
		}
	})
}

// decoded undoes base64, which multipart leaves as it is.
func decoded(p *multipart.Part) io.Reader {
	if p.Header.Get("Content-Transfer-Encoding") == "base64" {
		return base64.NewDecoder(base64.StdEncoding, p)
	}
	return p
}
