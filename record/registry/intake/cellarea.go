package intake

import (
	"slices"
	"strings"

	"alun/record/place"
)

// Areas finds kelurahan by the names that people write.
type Areas struct {
	city      string              // its everyday name, folded
	cityCode  string              // Kemendagri's
	kecamatan map[string]string   // folded name → code
	kelurahan map[string][]string // folded name → codes
	codes     map[string][]string // Kemendagri's and BPS's numbers → codes
	names     map[string]string   // code → name
	parent    map[string]string
	widest    int // words of the longest name
}

// NewAreas makes it of the standing areas of a city.
func NewAreas(all []place.Area) *Areas {
	a := &Areas{kecamatan: map[string]string{}, kelurahan: map[string][]string{}, codes: map[string][]string{}, names: map[string]string{}, parent: map[string]string{}}
	for _, x := range all {
		if x.Level == place.City {
			a.city, a.cityCode = fold(x.Called()), x.Code
		}
	}
	for _, x := range all {
		a.names[x.Code], a.parent[x.Code] = x.Called(), x.Parent
		for _, name := range []string{fold(x.Name), fold(x.Called())} {
			a.widest = max(a.widest, len(strings.Fields(name)))
			switch x.Level {
			case place.Kecamatan:
				a.kecamatan[name] = x.Code
			case place.Kelurahan:
				a.name(name, x.Code)
				a.name(strings.ReplaceAll(name, " ", ""), x.Code)
			}
		}
		if x.Level == place.Kelurahan {
			for _, n := range []string{strings.ReplaceAll(x.Code, ".", ""), x.BPS} {
				if n != "" && !slices.Contains(a.codes[n], x.Code) {
					a.codes[n] = append(a.codes[n], x.Code)
				}
			}
		}
	}
	return a
}

func (a *Areas) name(name, code string) {
	if !slices.Contains(a.kelurahan[name], code) {
		a.kelurahan[name] = append(a.kelurahan[name], code)
	}
}

// Place is what a cell says of a place.
type Place struct {
	Kelurahan string // code
	Kecamatan string // code; of the cell's own words
}

// Read finds the kelurahan that a text names, with its kecamatan beside it or not:
// "Kel. Sepinggan Raya", "sepinggan raya, Balikpapan Selatan". Words that belong to
// neither make it doubtful; what is only alike is asked about.
func (a *Areas) Read(typed string) (Place, *Trouble) {
	if digits := ungrouped.Replace(oneLine(typed)); digits != "" && strings.Trim(digits, "0123456789") == "" {
		return a.byNumber(digits, typed)
	}
	p, rest := Place{}, []string(nil)
	var found []string
	tokens := a.tokens(typed)
	for i := 0; i < len(tokens); {
		if code, n := a.kecamatanAt(tokens[i:]); n > 0 {
			if p.Kecamatan != "" && p.Kecamatan != code {
				return Place{}, doubt("intake.area_two", "intake.mend_area", clip(typed))
			}
			p.Kecamatan = code
			i += n
			continue
		}
		if codes, n := a.kelurahanAt(tokens[i:]); n > 0 {
			if len(found) > 0 && !slices.Equal(found, codes) {
				return Place{}, doubt("intake.area_two", "intake.mend_area", clip(typed)).or(a.choices(found)...).or(a.choices(codes)...)
			}
			found = codes
			i += n
			continue
		}
		if n := a.cityAt(tokens[i:]); n > 0 {
			i += n
			continue
		}
		if !slices.Contains([]string{"kel", "kec", "kelurahan", "kecamatan", "desa", "kota", "kab", "prov", "indonesia"}, tokens[i]) {
			rest = append(rest, tokens[i])
		}
		i++
	}
	return a.judge(typed, p, found, rest)
}

func (a *Areas) judge(typed string, p Place, found, rest []string) (Place, *Trouble) {
	if len(found) > 1 && p.Kecamatan != "" {
		found = slices.DeleteFunc(slices.Clone(found), func(c string) bool { return a.parent[c] != p.Kecamatan })
	}
	switch {
	case len(found) == 0 && p.Kecamatan != "" && len(rest) == 0:
		return p, nil // a kecamatan alone: whoever asked for a kelurahan says so
	case len(found) == 0 && len(rest) > 0 && len(a.near(rest)) > 0:
		return p, doubt("intake.area_alike", "intake.mend_area", clip(typed)).or(a.choices(a.near(rest))...)
	case len(found) == 0:
		return p, refuse("intake.area_unknown", "intake.mend_area", clip(typed))
	case len(found) > 1:
		return p, doubt("intake.area_several", "intake.mend_area", clip(typed)).or(a.choices(found)...)
	case len(rest) > 0:
		return p, doubt("intake.area_more", "intake.mend_area", clip(typed)).or(a.choices(found)...)
	}
	p.Kelurahan = found[0]
	if p.Kecamatan != "" && a.parent[p.Kelurahan] != p.Kecamatan {
		return p, a.elsewhere(p.Kelurahan, p.Kecamatan)
	}
	return p, nil
}

// elsewhere asks about a kelurahan and a kecamatan that do not belong together.
func (a *Areas) elsewhere(kelurahan, kecamatan string) *Trouble {
	return doubt("intake.area_elsewhere", "intake.mend_elsewhere", a.names[kelurahan], a.names[a.parent[kelurahan]], a.names[kecamatan])
}

func (a *Areas) byNumber(digits, typed string) (Place, *Trouble) {
	switch codes := a.codes[digits]; len(codes) {
	case 0:
		return Place{}, refuse("intake.area_unknown", "intake.mend_area", clip(typed))
	case 1:
		return Place{Kelurahan: codes[0]}, nil
	default:
		return Place{}, doubt("intake.area_several", "intake.mend_area", clip(typed)).or(a.choices(codes)...)
	}
}

// tokens are the words of a place, with everyday short forms written out.
func (a *Areas) tokens(typed string) (out []string) {
	for _, w := range strings.Fields(fold(typed)) {
		if long := words.Places[w]; long != "" {
			w = long
		}
		if shortOf(w, a.city) {
			w = a.city
		}
		out = append(out, w)
	}
	return out
}

// shortOf tells a short form of consonants: bpn, bpp for Balikpapan.
func shortOf(w, name string) bool {
	if len(w) < 3 || len(w) > 5 || name == "" || w[0] != name[0] || strings.ContainsAny(w, "aiueo0123456789") {
		return false
	}
	for i := range len(name) {
		if w != "" && name[i] == w[0] {
			w = w[1:]
		}
	}
	return w == ""
}

// kecamatanAt reads a kecamatan by its full name, or by its own part behind "kec".
func (a *Areas) kecamatanAt(tokens []string) (code string, n int) {
	skip := 0
	if len(tokens) > 1 && (tokens[0] == "kec" || tokens[0] == "kecamatan") {
		skip = 1
	}
	for n := min(a.widest, len(tokens)-skip); n > 0; n-- {
		name := strings.Join(tokens[skip:skip+n], " ")
		if code := a.kecamatan[name]; code != "" {
			return code, skip + n
		}
		if code := a.kecamatan[a.city+" "+name]; skip > 0 && code != "" {
			return code, skip + n
		}
	}
	return "", 0
}

// Kecamatan reads the cell of a column of kecamatan.
func (a *Areas) Kecamatan(typed string) (string, *Trouble) {
	tokens := a.tokens(typed)
	if len(tokens) > 0 && tokens[0] != "kec" && tokens[0] != "kecamatan" {
		tokens = append([]string{"kec"}, tokens...)
	}
	code, n := a.kecamatanAt(tokens)
	if n > 0 && n+a.cityAt(tokens[n:]) == len(tokens) {
		return code, nil
	}
	if like := a.nearKecamatan(typed); len(like) > 0 {
		return "", doubt("intake.kecamatan_alike", "intake.mend_area", clip(typed)).or(a.choices(like)...)
	}
	return "", refuse("intake.kecamatan_unknown", "intake.mend_area", clip(typed))
}

// nearKecamatan finds kecamatan whose name is at most two letters away: they are offered,
// never taken.
func (a *Areas) nearKecamatan(typed string) (out []string) {
	for name, code := range a.kecamatan {
		if len(name) >= 5 && apart(fold(typed), name) <= 2 {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// kelurahanAt reads the longest name of a kelurahan, also written in one word.
func (a *Areas) kelurahanAt(tokens []string) (codes []string, n int) {
	for n := min(a.widest+1, len(tokens)); n > 0; n-- {
		for _, sep := range []string{" ", ""} {
			if codes := a.kelurahan[strings.Join(tokens[:n], sep)]; len(codes) > 0 {
				return codes, n
			}
		}
	}
	return nil, 0
}

func (a *Areas) cityAt(tokens []string) int {
	city := strings.Fields(a.city)
	if len(tokens) > 1 && tokens[0] == "kota" && len(city) > 0 && len(tokens) > len(city) && slices.Equal(tokens[1:1+len(city)], city) {
		return 1 + len(city)
	}
	if len(city) > 0 && len(tokens) >= len(city) && slices.Equal(tokens[:len(city)], city) {
		return len(city)
	}
	return 0
}

// near finds kelurahan whose name is at most two letters away, or goes on where the text
// ends ("Gunung Sari"): they are offered, never taken.
func (a *Areas) near(rest []string) (out []string) {
	text := strings.Join(rest, " ")
	for name, codes := range a.kelurahan {
		if strings.HasPrefix(name, text+" ") {
			out = append(out, codes...)
			continue
		}
		if strings.Contains(name, " ") || !strings.Contains(text, " ") {
			if len(name) >= 5 && apart(text, name) <= 2 {
				out = append(out, codes...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// City tells whether the cell of a column of cities names this one: "Kota Balikpapan",
// "Bpn", "Balikpapan, Kalimantan Timur", 64.71.
func (a *Areas) City(typed string) *Trouble {
	text := oneLine(typed)
	if a.city == "" || ungrouped.Replace(text) == ungrouped.Replace(a.cityCode) {
		return nil
	}
	tokens := slices.DeleteFunc(a.tokens(text), func(w string) bool {
		return slices.Contains([]string{"kota", "kab", "kabupaten", "kotamadya", "city"}, w)
	})
	if a.cityAt(tokens) > 0 {
		return nil
	}
	t := refuse("intake.city_other", "intake.mend_city", clip(text))
	if apart(strings.Join(tokens, " "), a.city) <= 2 {
		t.Doubt = true
		t.or(Choice{a.city, ""})
	}
	return t
}

func (a *Areas) choices(codes []string) (out []Choice) {
	for _, c := range codes {
		out = append(out, Choice{c, a.names[c]})
	}
	return out
}

// apart counts the letters in which two short texts differ; beyond 3 it stops.
func apart(x, y string) int {
	if d := len(x) - len(y); d > 3 || d < -3 {
		return 4
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(x) {
		before := row[0]
		row[0] = i + 1
		for j := range len(y) {
			cost := before
			if x[i] != y[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(cost, row[j]+1, before+1)
		}
	}
	return row[len(y)]
}
