package plan

import (
	"slices"
	"strings"

	"alun/ground/quantity"
)

// leastPeople is how many people or businesses there must be before their number
// is shown to everybody.
const leastPeople = 10 * quantity.One

// peopleKinds are records of people or of businesses.
var peopleKinds = map[string]bool{"orang": true, "sertifikat": true, "usaha": true}

// peopleUnits are words of units that count people or businesses.
var peopleUnits = strings.Fields(`orang peserta siswa pelajar mahasiswa guru pemuda atlet warga jiwa kk keluarga penduduk pegawai asn pelaku usaha umkm ukm ikm
	wirausaha pengusaha koperasi kader anggota pedagang petani nelayan pengrajin perajin penerima balita bayi ibu anak lansia pasien`)

// PublicBacked is what everybody may see of what stands under a figure.
type PublicBacked struct {
	Counted     int64 // millionths of the unit
	Fewer       bool  // and fewer than ten people or businesses more
	Disputed    int64
	FewDisputed bool // fewer than ten are disputed
	People      bool
	Kinds       []PublicKind
	None        bool // nothing at all yet
}

// PublicKind is how many records of one kind count, and how well they are proven.
type PublicKind struct {
	Kind    string
	Records int  // 0 with Few: fewer than ten
	Few     bool // their number is not said
	Levels  []string
}

// Public leaves out what would tell of fewer than ten people: also as the
// difference between two quarters.
func (b Backed) Public(unit string) PublicBacked {
	p := PublicBacked{Counted: b.Counted(), Disputed: b.Disputed(), People: b.people(unit), None: len(b.Groups) == 0}
	p.Kinds = b.publicKinds(p.People)
	if !p.People || leftOut("ten people") {
		return p
	}
	p.Counted = 0
	waiting := int64(0)
	for q := 1; q <= 4; q++ {
		for _, g := range b.Groups {
			if g.State == EvidenceCounted && g.Quarter == q {
				waiting += g.Micro
			}
		}
		if waiting >= leastPeople {
			p.Counted += waiting
			waiting = 0
		}
	}
	p.Fewer = waiting > 0
	if p.Disputed < leastPeople {
		p.FewDisputed, p.Disputed = p.Disputed > 0, 0
	}
	return p
}

// people tells whether an indicator counts people or businesses.
func (b Backed) people(unit string) bool {
	for _, word := range strings.FieldsFunc(Fold(unit), func(c rune) bool { return c == ' ' || c == '/' || c == ',' || c == '(' || c == ')' }) {
		if slices.Contains(peopleUnits, word) {
			return true
		}
	}
	return slices.ContainsFunc(b.Feeds, func(f Feed) bool { return peopleKinds[f.Kind] })
}

func (b Backed) publicKinds(people bool) (out []PublicKind) {
	for _, g := range b.Groups {
		if g.State != EvidenceCounted {
			continue
		}
		i := slices.IndexFunc(out, func(k PublicKind) bool { return k.Kind == g.Kind })
		if i < 0 {
			i, out = len(out), append(out, PublicKind{Kind: g.Kind})
		}
		out[i].Records += g.Records
		if !slices.Contains(out[i].Levels, g.Level) {
			out[i].Levels = append(out[i].Levels, g.Level)
		}
	}
	for i, k := range out {
		if people && k.Records < 10 && !leftOut("ten people") {
			out[i].Records, out[i].Few = 0, true
		}
	}
	return out
}
