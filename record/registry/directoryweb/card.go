package directoryweb

import (
	"slices"
	"strconv"
	"strings"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/lang"
	"alun/ground/web/parts"
	"alun/record/registry"
	"alun/record/registry/face"
)

// card is one business in the list.
type card struct {
	Href   string
	Name   string
	About  said
	Place  string
	Opens  string
	Far    string // how far from the reader; "" where that is not known
	Badges []string
	Proof  parts.Evidence
	Seen   string // since when the proof stands
	Cloth  string
	Photo  Photo
	Demo   bool
}

// said is a text with its language, where that is not the page's.
type said struct{ Text, Lang string }

// aboutFacts are the descriptions by language.
var aboutFacts = map[lang.Tag]registry.Fact{lang.ID: registry.AboutID, lang.EN: registry.AboutEN, lang.JA: registry.AboutJA}

// about is the description in the reader's language, or in another one.
func about(l lang.Lang, b registry.Business) said {
	if text := b.Facts[aboutFacts[l.Tag()]]; text != "" {
		return said{text, ""}
	}
	for _, tag := range lang.All {
		if text := b.Facts[aboutFacts[tag]]; text != "" {
			return said{text, string(tag)}
		}
	}
	return said{}
}

// shortAbout is how much of a description stands on a card.
const shortAbout = 90

func (d *Desk) readCards(tx *db.Tx, p *listPage) error {
	hits := slices.Concat(p.found.Hits, p.found.Others)
	ids := make([]db.ID, len(hits))
	metres, other := map[db.ID]int32{}, map[db.ID]bool{}
	for i, h := range hits {
		ids[i], metres[h.ID], other[h.ID] = h.ID, h.Metres, i >= len(p.found.Hits)
	}
	all, err := d.Book.ListedAll(tx, ids)
	if err != nil {
		return err
	}
	permits, err := registry.PermitsOf(tx, ids)
	if err != nil {
		return err
	}
	faces := map[db.ID]Photo{}
	if d.Faces != nil {
		if faces, err = d.Faces(tx, ids); err != nil {
			return err
		}
	}
	today := date.DayOf(p.now)
	for _, b := range all {
		c := card{Href: p.r.Href("/usaha/" + d.Code(b.ID)), Name: b.Facts[registry.Name], About: about(p.Lang, b), Photo: faces[b.ID], Cloth: clothOf(b), Demo: b.Demo}
		c.About.Text = clip(c.About.Text, shortAbout)
		c.Place = p.place(b)
		o := openingOf(b, p.now)
		c.Opens = o.say(p.Lang)
		if !o.changes.IsZero() {
			p.r.Until(o.changes)
		}
		c.Far = p.far(metres[b.ID])
		c.Badges = badges(p.Lang, permits[b.ID], today)
		c.Proof, c.Seen = surest(p.Lang, b)
		if other[b.ID] {
			p.others = append(p.others, c)
		} else {
			p.cards = append(p.cards, c)
		}
		p.demo = p.demo || b.Demo
	}
	return nil
}

// place is where a business stands as lists say it.
func (p listPage) place(b registry.Business) string {
	code := b.Facts[registry.Kelurahan]
	if code == "" {
		return p.T("directoryweb.no_place")
	}
	return p.T("directoryweb.area", p.atlas.Called(code), p.atlas.Called(p.atlas.Above(code)))
}

// far is a distance as people say it; to a home it is not known.
func (p listPage) far(metres int32) string {
	switch {
	case p.near == nil || metres < 0:
		return ""
	case metres < 1000:
		return p.T("directoryweb.metres", strconv.Itoa(int(metres+5)/10*10))
	}
	km := strconv.FormatFloat(float64(metres)/1000, 'f', 1, 64)
	return p.T("directoryweb.kilometres", strings.Replace(km, ".", string(lang.Point(p.Tag())), 1))
}

// badges name what a business holds that has not run out.
func badges(l lang.Lang, all []registry.Permit, today date.Day) (out []string) {
	there := map[string]bool{}
	for _, x := range all {
		if x.HeldOn(today) && !there[x.Kind] && x.Kind != "lain" {
			there[x.Kind] = true
			out = append(out, l.T(registry.PermitWord(x.Kind)))
		}
	}
	return out
}

// surest is the best proof that the business is what it says: of its name, place or
// hours, with the month since when.
func surest(l lang.Lang, b registry.Business) (parts.Evidence, string) {
	var best registry.Proof
	for _, f := range []registry.Fact{registry.Name, registry.Kelurahan, registry.Address, registry.Opens, registry.KBLI} {
		if p, there := b.Proofs[f]; there && p.Level > best.Level {
			best = p
		}
	}
	if best.Level == 0 {
		return parts.Evidence{Level: parts.Stated, Label: l.T("registry.level_none")}, ""
	}
	return *face.Evidence(l, best.Level), face.Month(l, date.DayOf(best.At))
}

// cloths are the patterns by kind of trade, by the beginning of the main code; what begins
// longer says more. Food of the sea wears the fish, what is cooked the crab, what is woven or
// carved the weave, what is worn, set or cared for the scales, what moves, lodges or flows the
// waves; each of the large sections is shared out, so that a list of neighbours is no wall of
// one cloth.
var cloths = map[string]string{
	"01": "anyam", "02": "anyam", "03": "ikan",
	"10": "kepiting", "102": "ikan", "11": "ombak",
	"13": "anyam", "14": "sisik", "15": "sisik", "16": "anyam", "17": "anyam", "18": "sisik", "20": "ombak", "21": "ombak", "22": "ombak", "23": "anyam", "25": "sisik", "31": "anyam", "32": "sisik", "33": "ombak",
	"35": "ombak", "36": "ombak", "37": "ombak", "38": "anyam", "41": "anyam", "42": "anyam", "43": "anyam",
	"45": "ombak", "451": "sisik", "453": "anyam", "46": "anyam", "47": "anyam", "472": "kepiting", "47215": "ikan", "475": "sisik", "476": "ombak", "477": "sisik", "478": "ikan", "479": "ombak",
	"49": "ombak", "50": "ombak", "52": "anyam", "53": "ombak", "55": "ombak",
	"56": "kepiting", "562": "anyam", "563": "ombak", "58": "anyam", "59": "sisik", "61": "ombak", "62": "sisik", "63": "sisik", "66": "sisik", "68": "anyam", "69": "sisik", "70": "sisik", "71": "anyam", "73": "sisik", "74": "sisik", "75": "ikan", "77": "anyam", "78": "sisik", "79": "ombak",
	"80": "sisik", "81": "ombak", "82": "anyam", "85": "anyam", "86": "sisik", "90": "sisik", "93": "ikan", "95": "anyam", "952": "sisik", "96": "sisik", "962": "ombak",
}

var clothNames = [...]string{"anyam", "ikan", "kepiting", "ombak", "sisik"}

// clothOf is the pattern of a business; who has no known code takes one by its number,
// always the same.
func clothOf(b registry.Business) string {
	for _, c := range b.Codes() {
		for n := len(c.Code); c.Main && n >= 2; n-- {
			if name := cloths[c.Code[:n]]; name != "" {
				return name
			}
		}
	}
	return clothNames[uint64(b.ID)%uint64(len(clothNames))]
}
