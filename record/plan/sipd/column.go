package sipd

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Field is what a column of the file holds.
type Field string

// The fields. Spent is needed, and Name or Sub; the rest may be missing.
const (
	Office       Field = "office"
	FullCode     Field = "code"
	Name         Field = "name"
	Level        Field = "level"
	Program      Field = "program"
	ProgramCode  Field = "program_code"
	Kegiatan     Field = "kegiatan"
	KegiatanCode Field = "kegiatan_code"
	Sub          Field = "sub"
	SubCode      Field = "sub_code"
	Account      Field = "account"
	Budget       Field = "budget"
	Spent        Field = "spent"
)

// Fields lists the fields, in the order of pages.
var Fields = []Field{Office, FullCode, Name, Level, Program, ProgramCode, Kegiatan, KegiatanCode, Sub, SubCode, Account, Budget, Spent}

// Fold makes names comparable: letters and digits in small, everything else a
// single space.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKC.String(s) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case unicode.In(r, unicode.Mn, unicode.Cf):
		default:
			gap = true
		}
	}
	return b.String()
}

var called = map[Field][]string{
	Office: {"skpd", "nama skpd", "opd", "nama opd", "perangkat daerah", "nama perangkat daerah", "unit kerja", "satuan kerja",
		"unit organisasi", "nama unit organisasi", "nama unit", "nama satuan kerja", "dinas", "organisasi"},
	Level:        {"level", "tingkat", "jenjang"},
	Program:      {"program", "nama program", "uraian program"},
	ProgramCode:  {"kode program"},
	Kegiatan:     {"kegiatan", "nama kegiatan", "uraian kegiatan"},
	KegiatanCode: {"kode kegiatan"},
	Sub:          {"sub kegiatan", "subkegiatan", "nama sub kegiatan", "nama subkegiatan", "uraian sub kegiatan", "uraian subkegiatan"},
	SubCode:      {"kode sub kegiatan", "kode subkegiatan"},
	Account:      {"rekening", "nama rekening", "uraian rekening", "akun", "nama akun", "kode akun", "rekening belanja", "uraian belanja"},
	Name:         {"uraian", "nama", "nomenklatur", "nama nomenklatur", "uraian nomenklatur"},
	FullCode:     {"kode", "no rekening", "nomor rekening", "kode rekening", "kode nomenklatur", "kode urusan", "kode uraian"},
}

// no are words that make a column of money one of something else.
var no = []string{"sisa", "selisih", "persen", "persentase", "fisik", "kinerja", "output", "target", "lalu", "nomor", "no", "tanggal", "tgl", "lebih", "kurang", "sumber", "tahun depan"}

// fieldOf tells by its label what a column holds; "" when it is of no use.
func fieldOf(label string) Field {
	name := unmarked(label)
	for _, f := range Fields {
		if slices.Contains(called[f], name) {
			return f
		}
	}
	words := strings.Fields(name)
	has := func(w string) bool { return slices.Contains(words, w) }
	switch {
	case len(words) == 0:
	case words[0] == "kode" && (has("kegiatan") || has("program")):
		return FullCode
	case has("program") && has("kegiatan"):
		return Name
	case strings.ContainsAny(label, "%") || slices.ContainsFunc(no, has):
	case has("realisasi") || has("sp2d") || has("serapan"):
		return Spent
	case has("anggaran") || has("pagu") || has("dpa") || has("alokasi"):
		return Budget
	}
	return ""
}

// unmarked is a label without the currency.
func unmarked(label string) string {
	words := slices.DeleteFunc(strings.Fields(Fold(label)), func(w string) bool { return w == "rp" || w == "rupiah" || w == "idr" })
	return strings.Join(words, " ")
}

// soFar are words of the one column among several that holds the whole year up
// to now.
var soFar = []string{"s d", "sd", "sampai dengan", "kumulatif", "akumulasi", "total", "jumlah"}

func isSoFar(label string) bool {
	name := " " + unmarked(label) + " "
	return slices.ContainsFunc(soFar, func(w string) bool { return strings.Contains(name, " "+w+" ") })
}
