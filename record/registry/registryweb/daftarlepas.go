package registryweb

import (
	"maps"
	"net/http"
	"strings"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/web"
	"alun/record/account"
	"alun/record/registry"
	"alun/record/registry/face"

	"github.com/a-h/templ"
)

// A step that the page's script sends is answered with what became of it, and not with a
// page: the script keeps what was typed in the browser until it hears that it is saved.

// stepHeard is what the page's script hears of a step.
type stepHeard struct {
	State   string      `json:"state"` // simpan, beda, tolak
	To      string      `json:"ke,omitempty"`
	Version int64       `json:"versi,omitempty"`
	Clashes []stepClash `json:"beda,omitempty"`
}

// stepClash is a fact that was saved meanwhile elsewhere, beside what was typed.
type stepClash struct {
	Fact  string `json:"fakta"`
	Label string `json:"label"`
	Yours string `json:"saya"`
	There string `json:"buku"`
}

// byScript reports that the page's script sent it.
func byScript(r *web.Request) bool { return r.Header.Get("Accept") == "application/json" }

// sameAccount refuses what a browser kept for another account: who signs in where somebody else's step
// still stands open does not hand it in as theirs.
func (d Makers) sameAccount(tx *db.Tx, in draftSaid) error {
	if in.who == "" {
		return nil
	}
	v, err := account.See(tx, in.session)
	if err == nil && d.Code(v.Person) != in.who {
		err = fault.New(fault.Stranger, "account.stranger")
	}
	return err
}

// heard turns a reply into what the script hears. A refusal it is only told of: it sends
// the step once more as without script, and the page says what is wrong.
func (d Makers) heard(tx *db.Tx, r *web.Request, in draftSaid, to string, bad *fault.Fault) (web.Reply, error) {
	out := stepHeard{State: "simpan", To: to}
	switch {
	case bad == nil:
	case bad.Key == "registryweb.clash":
		v, err := d.seen(tx, r.Session(), in.code)
		if err != nil {
			return web.Reply{}, err
		}
		say, err := face.NewTeller(tx, d.Shelf, r.Lang)
		if err != nil {
			return web.Reply{}, err
		}
		out = stepHeard{State: "beda", Version: v.Version, Clashes: clashesOf(say, in, v, bad)}
	case bad.Kind == fault.Invalid || bad.Kind == fault.Conflict:
		out = stepHeard{State: "tolak"}
	default:
		return web.Reply{}, bad
	}
	return web.Reply{Data: out, Status: http.StatusOK}, nil
}

// clashesOf lays what was typed beside what stands now.
func clashesOf(say face.Teller, in draftSaid, v registry.View, bad *fault.Fault) (out []stepClash) {
	typed := registry.Values{}
	maps.Copy(typed, in.set)
	_ = in.codes.into(typed, v.Codes()) // what is wrong with them was refused before
	for _, x := range bad.Fields {
		f := registry.Fact(x.Name)
		yours := typed[f]
		if kept, err := registry.Read(registry.Values{f: yours}); err == nil {
			yours = kept[f]
		}
		there := say.Fact(f, v.Facts[f])
		if shut(v, f) {
			there = say.T("registryweb.hidden")
		}
		out = append(out, stepClash{x.Name, say.T(f.Label()), say.Fact(f, yours), there})
	}
	return out
}

// staysOf are the facts of which somebody chose what was saved meanwhile.
func staysOf(r *web.Request) (out []registry.Fact) {
	for name := range r.PostForm {
		if f, chosen := strings.CutPrefix(name, "pilih_"); chosen && r.PostForm.Get(name) == "buku" && registry.Fact(f).Known() {
			out = append(out, registry.Fact(f))
		}
	}
	return out
}

// keeping are the words and names by which the script keeps a step: whose it is, and which.
func (p draftPage) keeping() templ.Attributes {
	out := templ.Attributes{"data-siapa": p.who, "data-simpan": string(p.step), "data-masuk": p.r.Href("/masuk?ke=" + p.action())}
	if p.code != "" {
		out["data-simpan"] = p.code + "/" + string(p.step)
	}
	for name, key := range map[string]string{"belum": "now", "kirim": "send", "kembali": "back", "buang": "drop", "lain": "other", "buka": "open", "keluar": "out", "tinggal": "left",
		"beda": "clash", "beda-lead": "clash_lead", "saya": "yours", "buku": "there", "kosong": "empty", "pilih": "choose", "pergi": "leave", "pergi-saja": "leave_anyway"} {
		out["data-"+name] = p.T("registryweb.unsent_" + key)
	}
	return out
}
