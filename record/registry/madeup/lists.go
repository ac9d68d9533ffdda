package madeup

import (
	"embed"
	"io/fs"
	"strings"
	"unicode"

	"alun/ground/sheet"
)

//go:embed lists
var listFiles embed.FS

// lists are the words of the city: ours, the same for every profile.
type lists struct {
	trades    map[string]*trade // by division
	divisions []string          // in the order of the file
	shares    chance            // of divisions
	hours     map[string][]string
	manners   map[string]*manner  // by the beginning of a code
	common    map[string]bool     // words of the sentences: no made-up name is one
	things    map[string][]string // what businesses of a code offer, where its everyday words are others
	fill      map[string][]string
	syllables map[string][]string
	brands    map[string]bool
	vendors   map[string]bool
	mark      map[string]string
	offers    map[string][]offer // by the beginning of a code
	// what businesses hold, by the beginning of a code, and how long each kind is good
	permits      map[string][]permitShare
	certificates map[string]certificate
}

// trade is what the businesses of a division have in common.
type trade struct {
	women, close, home float64
	makes              bool
	hours              string
	heads              []string
	codes              []*code
	by                 chance // of codes
}

func readLists() (*lists, error) {
	l := &lists{trades: map[string]*trade{}, hours: map[string][]string{}, manners: map[string]*manner{}, things: map[string][]string{}, common: map[string]bool{},
		fill: map[string][]string{}, syllables: map[string][]string{}, mark: map[string]string{}, offers: map[string][]offer{},
		permits: map[string][]permitShare{}, certificates: map[string]certificate{}}
	for _, f := range []struct {
		name, key, value, cut string
		into                  map[string][]string
	}{{"lists/fill.csv", "slot", "words", "|", l.fill}, {"lists/syllables.csv", "part", "list", " ", l.syllables}} {
		err := sheet.EachRecord(listFiles, f.name, []string{f.key, f.value}, func(r sheet.Record) error {
			f.into[r.Text(f.key)] = strings.Split(r.Text(f.value), f.cut)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, read := range []func() error{l.readTrades, l.readOffers, l.readCertificates, l.readPermits, l.readHours, l.readMarks, l.readManners, l.readThings} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	var err error
	if l.brands, err = wordsOf("lists/brands.txt"); err == nil {
		l.vendors, err = wordsOf("lists/street_vendors.txt")
	}
	return l, err
}

func (l *lists) readTrades() error {
	var shares []float64
	err := sheet.EachRecord(listFiles, "lists/trades.csv", []string{"division", "share", "women", "close", "home", "makes", "heads", "hours"}, func(r sheet.Record) (err error) {
		number := func(column string) float64 {
			n, e := r.Whole(column)
			if e != nil {
				err = e
			}
			return float64(n)
		}
		l.divisions, shares = append(l.divisions, r.Text("division")), append(shares, number("share"))
		l.trades[r.Text("division")] = &trade{women: number("women") / 100, close: number("close") / 100, home: number("home") / 100,
			makes: r.Text("makes") == "yes", hours: r.Text("hours"), heads: strings.Split(r.Text("heads"), "|")}
		return err
	})
	l.shares = newChance(shares)
	return err
}

func (l *lists) readHours() error {
	return sheet.EachRecord(listFiles, "lists/hours.csv", []string{"kind", "hours"}, func(r sheet.Record) error {
		l.hours[r.Text("kind")] = append(l.hours[r.Text("kind")], r.Text("hours"))
		return nil
	})
}

func (l *lists) readMarks() error {
	return sheet.EachRecord(listFiles, "lists/mark.csv", []string{"language", "text"}, func(r sheet.Record) error {
		l.mark[r.Text("language")] = r.Text("text")
		return nil
	})
}

func (l *lists) readThings() error {
	return eachLine("lists/offers.txt", func(line string) {
		code, things, _ := strings.Cut(line, "|")
		l.things[code] = strings.Split(things, "|")
		l.hear(things)
	})
}

// hear keeps the words of a line as words that mean something.
func (l *lists) hear(line string) {
	for w := range strings.FieldsFuncSeq(strings.ToLower(line), func(r rune) bool { return !unicode.IsLetter(r) }) {
		l.common[w] = true
	}
}

func wordsOf(name string) (map[string]bool, error) {
	out := map[string]bool{}
	return out, eachLine(name, func(line string) {
		for w := range strings.FieldsSeq(line) {
			out[w] = true
		}
	})
}

// eachLine reads the lines of a list that are no remarks.
func eachLine(name string, take func(string)) error {
	data, err := fs.ReadFile(listFiles, name)
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			take(line)
		}
	}
	return err
}
