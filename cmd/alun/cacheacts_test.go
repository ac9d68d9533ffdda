package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"

	"alun/ground/api"
	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/lang"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/outlook/notice"
	"alun/record/plan"

	"github.com/alecthomas/kong"
)

// Everything that changes the house has an entry here, by the name that the
// house itself has for it: a route's method and address, a background work's
// name, a command. What has none is named by a test.

// act is one change of the house, as people, programs or the clock bring it
// about. n differs in every act of a run.
type act = func(ctx context.Context, n int) error

// acts are what changes the house. Acts that refuse each other while they run
// take turns by alone.
func (w *twoFaces) acts() map[string]act {
	all := map[string]act{
		"import, changed":  w.alone(w.importChanged),
		"import, the same": w.alone(func(ctx context.Context, _ int) error { _, err := w.house.importProfile(ctx, nil); return err }),
		"profile":          w.loadChanged,
		"profile again":    func(ctx context.Context, _ int) error { return w.house.loadProfile(ctx) },
		"promises":         func(ctx context.Context, _ int) error { return w.house.linkPromises(ctx) },
		"errata":           w.answerErratum,
		"key made":         func(ctx context.Context, _ int) error { return w.makeKey(ctx, api.Secret()) },
		"key revoked":      w.revokeKey,
	}
	for _, more := range []map[string]act{w.formActs(), w.peopleActs(), w.noteActs(), w.sheetActs(), w.roundActs(), w.e81Acts(), w.letterActs(), w.inspectActs(), w.evidenceActs(), w.programActs(), w.personActs(), w.registerActs(), w.makerActs(), w.deskActs(), w.productActs(), w.ownerActs(), w.asosiasiActs(), w.kurasiActs(), w.pasporActs(), w.coownerActs(), w.aturanActs(), w.lembarActs(), w.fieldActs(), w.readerActs(), w.officeActs(), w.workActs()} {
		maps.Copy(all, more)
	}
	return all
}

// officeName is how an act of the administrator's pages is called.
func officeName(a web.Address) string { return "operator " + a.Method + " " + a.Pattern }

// withoutAct lists the addresses that change something, and the works, that no
// act stands for.
func withoutAct(site, office []web.Address, works []work, acts map[string]act) (missing []string) {
	var all []string
	for _, a := range site {
		if a.Method != http.MethodGet {
			all = append(all, a.Method+" "+a.Pattern)
		}
	}
	for _, a := range office {
		if a.Method != http.MethodGet {
			all = append(all, officeName(a))
		}
	}
	for _, w := range works {
		all = append(all, "work "+w.name)
	}
	for _, name := range all {
		if acts[name] == nil {
			missing = append(missing, name)
		}
	}
	return missing
}

// formActs send what doors has for each form: everything that is kept, in order.
func (w *twoFaces) formActs() map[string]act {
	all := map[string]act{}
	for _, d := range doors {
		kept := slices.DeleteFunc(slices.Clone(d.forms), func(f sent) bool { return f.status >= http.StatusBadRequest || f.times > 1 })
		if len(kept) == 0 {
			continue
		}
		all[d.method+" "+d.route] = func(ctx context.Context, _ int) error {
			for _, f := range kept {
				if err := w.formAs(ctx, d.as, w.site.Handler(), w.path(f.path), w.path(f.body), f.status, http.StatusTooManyRequests); err != nil {
					return err
				}
			}
			return nil
		}
	}
	return all
}

// form sends a form and expects one of the answers.
func (w *twoFaces) form(ctx context.Context, h http.Handler, path, body string, want ...int) error {
	return w.formAs(ctx, stranger, h, path, body, want...)
}

// formAs sends a form as somebody of the cast.
func (w *twoFaces) formAs(ctx context.Context, who string, h http.Handler, path, body string, want ...int) error {
	header := map[string]string{"Content-Type": "application/x-www-form-urlencoded"}
	if who != stranger {
		header["Cookie"] = "alun=" + w.tokens[who]
	}
	_, err := w.knock(ctx, h, call{http.MethodPost, path, []byte(web.KeyField + "=" + web.NewKey() + "&" + body), header}, want...)
	return err
}

// knock sends a call from an address of this machine that nobody else has.
func (w *twoFaces) knock(ctx context.Context, h http.Handler, c call, want ...int) (*httptest.ResponseRecorder, error) {
	r := httptest.NewRequestWithContext(ctx, c.method, "http://localhost"+c.path, bytes.NewReader(c.body))
	n := w.turns.Add(1)
	from := netip.AddrFrom4([4]byte{127, byte(n >> 16), byte(n >> 8), byte(n)})
	r.RemoteAddr = netip.AddrPortFrom(from, 9).String()
	for name, value := range c.header {
		r.Header.Set(name, value)
	}
	out := httptest.NewRecorder()
	h.ServeHTTP(out, r)
	if !slices.Contains(want, out.Code) {
		return out, fmt.Errorf("%s %s: %d %.300s", c.method, c.path, out.Code, out.Body)
	}
	return out, nil
}

// programActs are the calls by which other programs change something.
func (w *twoFaces) programActs() map[string]act {
	call := func(ctx context.Context, c call, want int) (*httptest.ResponseRecorder, error) {
		c.path = api.Prefix + c.path
		c.header = maps.Clone(c.header)
		c.header["Authorization"], c.header["Idempotency-Key"] = "Bearer "+w.key, web.NewKey()
		return w.knock(ctx, w.site.Handler(), c, want)
	}
	json := map[string]string{"Content-Type": "application/json"}
	return map[string]act{
		"POST /api/v1/nodes/{id}/errata": func(ctx context.Context, n int) error {
			node, err := w.someNode(ctx)
			if err == nil {
				_, err = call(ctx, aCall("POST", "/nodes/"+w.code(node)+"/errata", fmt.Sprintf(`{"field":"output","message":"Program lain membaca %d."}`, n), json), 201)
			}
			return err
		},
		"PATCH /api/v1/errata/{id}": func(ctx context.Context, n int) error {
			at, err := w.tellErratum(ctx, n)
			if err != nil {
				return err
			}
			seen, err := call(ctx, aCall("GET", at, "", nil), 200)
			if err != nil {
				return err
			}
			header := map[string]string{"Content-Type": "application/json", "If-Match": seen.Header().Get("Etag")}
			_, err = call(ctx, aCall("PATCH", at, fmt.Sprintf(`{"state":"as_printed","answer":"Halaman itu memang mencetak %d."}`, n), header), 200)
			return err
		},
		"POST /api/v1/imports": w.alone(func(ctx context.Context, n int) error {
			c, err := w.anImport(ctx, n)
			if err == nil {
				_, err = call(ctx, c, 200)
			}
			return err
		}),
	}
}

func aCall(method, path, body string, header map[string]string) call {
	out := call{method, path, []byte(body), map[string]string{}}
	maps.Copy(out.header, header)
	return out
}

func (w *twoFaces) code(id db.ID) string { return w.house.keys.Codec().Encode(int64(id)) }

func (w *twoFaces) someNode(ctx context.Context) (id db.ID, err error) {
	err = w.house.db.Read(ctx, func(tx *db.Tx) (err error) { id, err = plan.NodeID(tx, 2024, "disporapar", "5.2.1.1"); return err })
	return id, err
}

// tellErratum tells of an erratum and gives its address.
func (w *twoFaces) tellErratum(ctx context.Context, n int) (string, error) {
	node, err := w.someNode(ctx)
	var id db.ID
	if err == nil {
		err = w.house.db.Write(ctx, func(tx *db.Tx) (err error) {
			id, err = plan.Tell(tx, plan.Erratum{Node: node, Field: "output", Message: fmt.Sprint("Di halaman itu tertulis ", n)})
			return err
		})
	}
	return "/errata/" + w.code(id), err
}

// anImport is an office's rows with one figure changed.
func (w *twoFaces) anImport(ctx context.Context, n int) (c call, err error) {
	var example api.Call
	err = w.house.db.Read(ctx, func(tx *db.Tx) (err error) { example, err = w.imports.Example(tx); return err })
	if err != nil {
		return c, err
	}
	return aCall("POST", example.Path, string(otherFigure(example.Body.([]byte), fmt.Sprint(100+n%900))), example.Header), nil
}

// makeKey makes a key for a program; its secret is made outside the act.
func (w *twoFaces) makeKey(ctx context.Context, secret string) error {
	return w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := keysOfPrograms.Make(tx, byCommand, secret, api.Key{Name: "more", Scopes: keysOfPrograms.Scopes})
		return err
	})
}

func (w *twoFaces) revokeKey(ctx context.Context, _ int) error {
	secret := api.Secret()
	if err := w.makeKey(ctx, secret); err != nil {
		return err
	}
	return w.house.db.Write(ctx, func(tx *db.Tx) error { return keysOfPrograms.Revoke(tx, byCommand, strings.Split(secret, "_")[1]) })
}

// readerActs are the two presses of somebody who follows.
func (w *twoFaces) readerActs() map[string]act {
	return map[string]act{
		"POST /ikuti/setuju/{token}": func(ctx context.Context, n int) error {
			token, _, err := w.asks(ctx, n)
			if err != nil {
				return err
			}
			return w.form(ctx, w.site.Handler(), "/ikuti/setuju/"+token, "", 303)
		},
		"POST /ikuti/berhenti/{token}": func(ctx context.Context, n int) error {
			reader, err := w.follows(ctx, n)
			if err != nil {
				return err
			}
			token := w.code(reader) + w.house.keys.Blind("notice end", w.code(reader))[:32] // as in his messages
			return w.form(ctx, w.site.Handler(), "/ikuti/berhenti/"+token, "", 303)
		},
	}
}

// asks has somebody ask to follow the plan.
func (w *twoFaces) asks(ctx context.Context, n int) (token string, reader db.ID, err error) {
	token = fmt.Sprintf("token%020d", n)
	err = w.house.db.Write(ctx, func(tx *db.Tx) error {
		a := notice.Ask{Topic: notice.Topic{What: "plan"}, Way: "mail", Address: fmt.Sprintf("pembaca%d@contoh.id", n), Pace: "hour", Lang: lang.ID, Token: token}
		if err := w.house.notice.Follow(tx, a); err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(token))
		var err error
		reader, _, err = db.One(tx, (*db.Row).ID, `select reader from notice_follow where token = $1`, hex.EncodeToString(sum[:]))
		return err
	})
	return token, reader, err
}

// follows has somebody follow the plan.
func (w *twoFaces) follows(ctx context.Context, n int) (db.ID, error) {
	token, reader, err := w.asks(ctx, n)
	if err != nil {
		return 0, err
	}
	return reader, w.house.db.Write(ctx, func(tx *db.Tx) error { return w.house.notice.Confirm(tx, token) })
}

// officeActs are what the administrator's pages do.
func (w *twoFaces) officeActs() map[string]act {
	press := func(ctx context.Context, path, body string, want int) error {
		return w.form(ctx, w.office.site.Handler(), path, body, want)
	}
	letter := func(then string, body url.Values, want int) act {
		return func(ctx context.Context, n int) error {
			id, err := w.message(ctx, n)
			if err != nil {
				return err
			}
			return press(ctx, "/wa/"+w.code(id)+"/"+then, body.Encode(), want)
		}
	}
	return map[string]act{
		"operator POST /pekerjaan/ulang": w.alone(func(ctx context.Context, n int) error {
			if _, err := w.deadJob(ctx, n); err != nil {
				return err
			}
			return press(ctx, "/pekerjaan/ulang", "", 303)
		}),
		"operator POST /pekerjaan/{id}/ulang": w.alone(func(ctx context.Context, n int) error {
			id, err := w.deadJob(ctx, n)
			if err != nil {
				return err
			}
			return press(ctx, "/pekerjaan/"+w.code(id)+"/ulang", "", 303)
		}),
		"operator POST /wa/{id}/buka":     letter("buka", nil, 200),
		"operator POST /wa/{id}/lembar":   letter("lembar", nil, 200),
		"operator POST /wa/{id}/terkirim": letter("terkirim", nil, 303),
		"operator POST /wa/{id}/tidak":    letter("tidak", url.Values{"reason": {"declined"}}, 303),
	}
}

// message puts a WhatsApp message that waits.
func (w *twoFaces) message(ctx context.Context, n int) (id db.ID, err error) {
	key := fmt.Sprint("test/", n)
	err = w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := w.house.notice.Box.Put(tx, wa.Message{Key: key, Kind: "test", Number: "6281234567890", Text: "Ada kabar."})
		if err == nil {
			id, _, err = db.One(tx, (*db.Row).ID, `select id from wa_message where key = $1`, key)
		}
		return err
	})
	return id, err
}

// deadJob makes a job that was given up.
func (w *twoFaces) deadJob(ctx context.Context, n int) (id db.ID, err error) {
	key := fmt.Sprint(n)
	err = w.house.db.Write(ctx, func(tx *db.Tx) error {
		_, err := jobs.Put(tx, jobs.Job{Kind: "test.nobody", Key: key})
		if err == nil {
			_, err = tx.Exec(`update jobs_job set state = 'dead', ended_at = put_at where kind = 'test.nobody' and key = $1`, key)
		}
		if err == nil {
			id, _, err = db.One(tx, (*db.Row).ID, `select id from jobs_job where kind = 'test.nobody' and key = $1`, key)
		}
		return err
	})
	return id, err
}

// commandsOf says of every command which act stands for it; one that changes
// nothing while it serves has none, or a reason in brackets.
var commandsOf = map[string]string{
	"serve": "profile", "demo": "import, the same", "migrate": "", "import renja": "import, changed", "import businesses": "(no page that is kept shows a business)",
	"export renja": "", "export e81": "", "check plan": "", "size": "", "config": "", "version": "",
	"ganda": "(work twins; no page that is kept shows a pair)", "find": "", "directory rebuild": "(the same answers, of an index made anew)",
	"kbli": "", "errata list": "", "errata page": "", "errata answer": "errata", "errata release": "errata",
	"jobs list": "", "jobs retry": "operator POST /pekerjaan/ulang", "key add": "key made", "key list": "", "key revoke": "key revoked", "account link": "account link", "account list": "",
	"backup": "", "restore": "(into an empty place)", "copy": "(into an empty place)", "verify": "", "diary verify": "",
}

// TestEveryCommandHasItsAct: a new command must say here which act stands for it.
func TestEveryCommandHasItsAct(t *testing.T) {
	words, err := sentences()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := kong.New(&commands{}, helpWords(words.In(lang.EN)))
	if err != nil {
		t.Fatal(err)
	}
	acts, found := new(twoFaces).acts(), map[string]bool{}
	for _, leaf := range parser.Model.Leaves(true) {
		name := strings.TrimPrefix(leaf.FullPath(), parser.Model.Name+" ")
		found[name] = true
		by, ok := commandsOf[name]
		if !ok {
			t.Errorf("the command %q is new: which act of the cache's test stands for it?", name)
		}
		if by != "" && by[0] != '(' && acts[by] == nil {
			t.Errorf("the command %q: there is no act %q", name, by)
		}
	}
	for name := range commandsOf {
		if !found[name] {
			t.Errorf("there is no command %q", name)
		}
	}
}

// TestWhatHasNoActIsNamed: each kind of thing that changes the house is missed.
func TestWhatHasNoActIsNamed(t *testing.T) {
	site := []web.Address{{Method: "GET", Pattern: "/baru"}, {Method: "POST", Pattern: "/baru"}, {Method: "PATCH", Pattern: "/api/v1/baru/{id}"}}
	office := []web.Address{{Method: "GET", Pattern: "/"}, {Method: "POST", Pattern: "/baru"}}
	got := withoutAct(site, office, []work{{name: "baru"}}, new(twoFaces).acts())
	if want := []string{"POST /baru", "PATCH /api/v1/baru/{id}", "operator POST /baru", "work baru"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
