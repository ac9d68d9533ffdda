package parts

// Link is a word that leads somewhere.
type Link struct {
	Label string
	Href  string
	Icon  Icon // drawn before the word
}

// Head is the head of a section.
type Head struct {
	ID    string // id of the heading; Bagian needs it to name its section
	Title string // the finding, as a sentence: "27% uang dibelanjakan"
	Lead  string // one or two quiet sentences: how to read it, from when
	Level int    // 2 (default), 3 or 4: the heading's place in the page
	Link  Link   // one way on, at the right; may be empty
	// Languages of title and lead when they are not the page's: "id".
	Lang, LeadLang string
}

// level keeps a heading between h2 and h4: h1 belongs to Judul.
func level(n int) int {
	if n < 2 || n > 4 {
		return 2
	}
	return n
}

// Title is the head of a page.
type Title struct {
	Over   string // small line above: kind and code, "Subkegiatan 5.2.1.1"
	Title  string
	Lead   string
	Small  bool // long official names: t3 instead of t4
	Stamps []Stamp
	Lang   string // language of the title when it is not the page's: "id"
}

// Stamp is the state of a thing.
type Stamp struct {
	Kind  Kind
	Label string // from the room's fixed list of states
}
