package intake

import (
	"crypto/sha256"
	"maps"
	"slices"
	"strings"

	"alun/record/registry"
)

// seen is a key of the file with what its lines say.
type seen struct {
	line    int
	said    [32]byte
	rest    [32]byte // without the code of KBLI
	differs bool     // another line bears it and says otherwise
	more    bool     // in more than its code
	codes   []string // of all its lines, the first line's first
}

// key names the row within its source, so that it never comes twice: by its NIB, else
// by name, kelurahan and number. It tells nobody what it was made of.
func (x *reading) key() {
	if slices.ContainsFunc(x.row.Issues, func(i Issue) bool { return !i.Left }) {
		return
	}
	v := x.set
	text := "nib " + v[registry.NIB]
	if v[registry.NIB] == "" {
		number := v[registry.Phone]
		if number == "" {
			number = v[registry.WA]
		}
		x.row.Loose = number == ""
		text = strings.Join([]string{"name", fold(v[registry.Name]), v[registry.Kelurahan], number}, "\x00")
	}
	x.row.Key = x.Blind("registry intake row", text)[:32]
	before, twice := x.seen[x.row.Key]
	now := x.compare(before, twice)
	x.seen[x.row.Key] = now
	if x.looked == nil { // nobody has looked yet: the first of two that differ goes by
		if twice && now.said != sha256.Sum256([]byte(saidOf(v))) {
			x.twin(now)
		}
		return
	}
	if all, differs := x.looked[x.row.Key]; differs && !leftOut("twins") {
		x.twin(all)
	}
}

// compare adds a line to what is known of its key, and says of one that was there
// already that it was.
func (x *reading) compare(before seen, twice bool) seen {
	said, rest := sha256.Sum256([]byte(saidOf(x.set))), maps.Clone(x.set)
	delete(rest, registry.KBLI)
	now := seen{line: x.row.Line, said: said, rest: sha256.Sum256([]byte(saidOf(rest)))}
	codes := strings.Fields(x.set[registry.KBLI])
	if twice {
		if before.said == said {
			x.row.Why = Say{"intake.skip_again", []any{before.line}}
		}
		before.differs = before.differs || before.said != said
		before.more = before.more || before.rest != now.rest || len(codes) != 1
		now = before
	}
	for _, c := range codes {
		if c = strings.TrimSuffix(c, "*"); !slices.Contains(now.codes, c) {
			now.codes = append(now.codes, c)
		}
	}
	return now
}

// twin says what becomes of a line whose key other lines bear with other words. Lines
// that differ in their codes alone are what OSS writes of one business: they are
// gathered into the first, where somebody said so.
func (x *reading) twin(all seen) {
	switch {
	case all.more || x.set[registry.NIB] == "":
		x.row.Issues = append(x.row.Issues, Issue{Trouble: *doubt("intake.row_twice", "intake.mend_twice", all.line)})
	case x.mapping.Settings.Codes != gather:
		x.row.Issues = append(x.row.Issues, Issue{Trouble: *doubt("intake.row_codes", "intake.mend_codes", all.line, len(all.codes)).or(Choice{gather, ""})})
	case all.line == x.row.Line:
		x.set[registry.KBLI] = gathered(all.codes)
	default:
		x.row.Why = Say{"intake.skip_gathered", []any{all.line}}
	}
}

// gather is the answer that lines of one NIB are one business.
const gather = "gather"

// gathered writes codes as the register keeps them, the first of each version as the
// main one.
func gathered(codes []string) string {
	has, out := map[string]bool{}, []string(nil)
	for _, c := range codes {
		version, _, _ := strings.Cut(c, ":")
		if !has[version] {
			c += "*"
		}
		has[version] = true
		out = append(out, c)
	}
	return strings.Join(out, " ")
}

func saidOf(v registry.Values) string {
	var b strings.Builder
	for _, f := range v.Facts() {
		b.WriteString(string(f) + "\x00" + v[f] + "\x00")
	}
	return b.String()
}
