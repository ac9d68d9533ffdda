package directoryweb

import (
	"slices"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/geo"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
	"alun/record/registry/kbli"

	"github.com/a-h/templ"
)

// facts are what is known, each with what it rests on.
func (p businessPage) facts() (out []parts.Fact) {
	add := func(f registry.Fact, value string) {
		if value != "" {
			out = append(out, p.fact(f, p.T(f.Label()), value))
		}
	}
	place := registry.Kelurahan
	if p.b.Facts[registry.Address] != "" {
		place = registry.Address
	}
	add(place, p.where())
	if _, shown := p.b.Proofs[registry.NIB]; shown {
		out = append(out, p.fact(registry.NIB, p.T(registry.NIB.Label()), p.T("directoryweb.nib_known")))
	}
	form, _ := registry.FormOf(p.b.Facts[registry.LegalForm])
	add(registry.LegalForm, form.Word)
	add(registry.KBLI, p.codes())
	var names []string
	for _, s := range p.subsectors {
		names = append(names, s.Name)
	}
	add(registry.Subsectors, strings.Join(names, ", "))
	add(registry.OtherNames, strings.Join(p.b.OtherNames(), ", "))
	add(registry.Started, face.Since(p.Lang, p.b.Facts[registry.Started]))
	add(registry.Capacity, face.Output(p.Lang, p.b.Facts[registry.Capacity]))
	return out
}

// fact is one fact with its proof: the level in words, and since when.
func (p businessPage) fact(f registry.Fact, label, value string) parts.Fact {
	out := parts.Fact{Label: label, Value: value}
	x, there := p.b.Proofs[f]
	if !there {
		return out
	}
	out.Proof, out.Note = face.Evidence(p.Lang, x.Level), date.DayOf(x.At).In(p.Tag())
	if x.Over != 0 {
		out.Note = p.T("directoryweb.over", out.Note, p.T(x.Over.Word()))
	}
	return out
}

// where is the place as far as it is public: of a home the kelurahan alone.
func (p businessPage) where() string {
	if address := p.b.Facts[registry.Address]; address != "" {
		return p.T("directoryweb.address", address, p.area())
	}
	return p.area()
}

// placeNote says why there is no more of the place, in one sentence for all: one of its
// own for street vendors would make a list of them.
func (p businessPage) placeNote() string {
	if p.b.Facts[registry.Address] == "" {
		return p.T("directoryweb.place_closed")
	}
	return ""
}

// codes name each code with its edition and title.
func (p businessPage) codes() string {
	var out []string
	for _, c := range p.b.Codes() {
		line := p.T("directoryweb.kbli", c.Version) + " " + c.Code
		if known, there := p.book.Code(kbli.Key{Version: c.Version, Code: c.Code}); there && known.Named() {
			line += " " + known.Shown
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

// held are the permits and certificates, with what each rests on.
func (p businessPage) held() (out []parts.Fact) {
	today := date.DayOf(p.now)
	for _, x := range p.permits {
		f := parts.Fact{Label: p.T(registry.PermitWord(x.Kind)), Value: x.Number, Proof: face.Evidence(p.Lang, x.Level)}
		if x.Issuer != "" {
			f.Value = p.T("directoryweb.permit_from", x.Number, x.Issuer)
		}
		var notes []string
		if !x.Issued.IsZero() {
			notes = append(notes, p.T("directoryweb.permit_issued", x.Issued))
		}
		switch {
		case x.Until.IsZero():
		case x.HeldOn(today):
			notes = append(notes, p.T("directoryweb.permit_until", x.Until))
		default:
			notes = append(notes, p.T("directoryweb.permit_over", x.Until))
			f.Proof = nil
		}
		f.Note = strings.Join(notes, " · ")
		out = append(out, f)
	}
	return out
}

// confirmed is the quiet line of what was confirmed last, and when.
func (p businessPage) confirmed() string {
	var newest time.Time
	for _, x := range p.b.Proofs {
		if x.At.After(newest) {
			newest = x.At
		}
	}
	if newest.IsZero() {
		return ""
	}
	day := date.DayOf(newest)
	var names []string
	for _, f := range registry.Facts {
		if x, there := p.b.Proofs[f]; there && date.DayOf(x.At) == day && !f.Flag() {
			names = append(names, strings.ToLower(p.T(f.Label())))
		}
	}
	const most = 4
	if len(names) > most {
		return p.T("directoryweb.confirmed_all", day)
	}
	return p.T("directoryweb.confirmed", day, strings.Join(names, ", "))
}

// contact is one way to reach the owner, where the owner shows it.
type contact struct {
	Label string
	Href  string
	Icon  parts.Icon
	Look  parts.Look
	Rel   string
}

// Icons that only these pages need.
const (
	iconChat  parts.Icon = "M4 20l1.4-4.2A8 8 0 1 1 8.6 19zM9 9.5c0 3 2.5 5.5 5.5 5.5l1-1.6-2-1.2-1 .8a4 4 0 0 1-1.7-1.7l.8-1-1.2-2z"
	iconPhone parts.Icon = "M6 3h4l1.5 4.5L9 9.5a12 12 0 0 0 5.5 5.5l2-2.5L21 14v4a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z"
	iconMail  parts.Icon = "M3 6h18v12H3zM3 7l9 7 9-7"
)

// contacts are how to reach the owner. Links that lead out of the house carry the
// owner's word, not ours.
func (p businessPage) contacts() (out []contact) {
	f := p.b.Facts
	const rel = "ugc nofollow noopener"
	if wa := f[registry.WA]; wa != "" {
		out = append(out, contact{p.T("directoryweb.to_wa"), "https://wa.me/" + wa, iconChat, parts.Lead, rel})
	}
	if phone := f[registry.Phone]; phone != "" {
		out = append(out, contact{p.T("directoryweb.to_phone", localNumber(phone)), "tel:+" + phone, iconPhone, parts.Outline, ""})
	}
	if mail := f[registry.Mail]; mail != "" {
		out = append(out, contact{mail, "mailto:" + mail, iconMail, parts.Quiet, ""})
	}
	if at, there := p.b.Point(); there {
		out = append(out, contact{p.T("directoryweb.to_map"), "geo:" + geo.Degrees(at.Lat) + "," + geo.Degrees(at.Lng), parts.IconMap, parts.Outline, ""})
	}
	if site := f[registry.Web]; strings.HasPrefix(site, "https://") || strings.HasPrefix(site, "http://") {
		_, name, _ := strings.Cut(site, "//")
		out = append(out, contact{clip(strings.TrimSuffix(name, "/"), 40), site, parts.IconOutside, parts.Quiet, rel})
	}
	return out
}

// localNumber is a phone number as people here write it.
func localNumber(number string) string {
	rest, ok := strings.CutPrefix(number, "62")
	if !ok {
		return "+" + number
	}
	number = "0" + rest
	var out []string
	for chunk := range slices.Chunk([]byte(number), 4) {
		out = append(out, string(chunk))
	}
	return strings.Join(out, "-")
}

func (c contact) attrs() templ.Attributes {
	if c.Rel == "" {
		return nil
	}
	return templ.Attributes{"rel": c.Rel}
}
