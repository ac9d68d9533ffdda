package kbli

import (
	"regexp"
	"strings"
)

// Parts is a description cut into what belongs to a code and what does not.
type Parts struct {
	What []string // what the group covers
	With []string // what the text says belongs to it too
	Not  []string // what it says does not, mostly with where it belongs
}

// Sentences whose beginning says what they are. "Tidak termasuk" inside a
// sentence ("yang tidak termasuk dalam subgolongan lain") says where the rest
// is, not what is left out, and stays where it stands.
var (
	notForm   = regexp.MustCompile(`(?i)^(kelompok ini|kegiatan ini|golongan ini|subgolongan ini|usaha ini)?\s*(juga\s+)?(tidak\s+(termasuk|mencakup)\b)`)
	elseForm  = regexp.MustCompile(`(?i)\b(dimasukkan|dimasukan|masuk|tercakup|dicakup|termasuk|diklasifikasikan|lihat)\s+(ke\s*)?(dalam|di|pada)?\s*(kelompok|golongan|subgolongan|sub golongan)?\s*\(?\d{2,5}\b`)
	coverForm = regexp.MustCompile(`(?i)^(kelompok|golongan|sub ?golongan) ini (juga )?mencakup`)
	withForm  = regexp.MustCompile(`(?i)^(kelompok ini|kegiatan ini|kegiatannya|golongan ini|subgolongan ini)?\s*(juga\s+)?(termasuk|mencakup juga|juga termasuk|juga mencakup|yang termasuk)\b`)
)

// Split cuts a description.
func Split(description string) (p Parts) {
	for i, s := range sentences(description) {
		switch {
		case i == 0: // whatever it says of others, it begins with what is covered
			p.What = append(p.What, s)
		case notForm.MatchString(s), elseForm.MatchString(s) && !coverForm.MatchString(s):
			p.Not = append(p.Not, s)
		case withForm.MatchString(s):
			p.With = append(p.With, s)
		default:
			p.What = append(p.What, s)
		}
	}
	return p
}

// short forms end with a stop that ends no sentence.
var short = []string{"s.d", "dll", "dsb", "spp", "sp", "dst", "no", "kg", "a.l", "d.l"}

// sentences cuts a text at its full stops. The source lacks a space behind some
// of them ("lainnya.Kelompok ini tidak mencakup"), and a list's stops are none.
func sentences(text string) []string {
	var out []string
	from := 0
	for i := range len(text) {
		if text[i] != '.' || !ends(text, i) {
			continue
		}
		if s := strings.TrimSpace(text[from : i+1]); s != "" {
			out = append(out, s)
		}
		from = i + 1
	}
	if s := strings.TrimSpace(text[from:]); s != "" {
		out = append(out, s)
	}
	return out
}

// ends reports whether the stop at i ends a sentence: a capital follows, and no
// short form stands before.
func ends(text string, i int) bool {
	before, after := text[:i], strings.TrimLeft(text[i+1:], " \n)")
	if after == "" {
		return true
	}
	if after[0] < 'A' || after[0] > 'Z' {
		return false
	}
	for _, s := range short {
		if strings.HasSuffix(strings.ToLower(before), s) && !letter(before, len(before)-len(s)-1) {
			return s == "dll" || s == "dsb" || s == "dst" // these often stand at the end
		}
	}
	return true
}

func letter(text string, at int) bool {
	return at >= 0 && (text[at] >= 'a' && text[at] <= 'z' || text[at] >= 'A' && text[at] <= 'Z')
}
