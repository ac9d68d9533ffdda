package parts

// Tone is what a hue means. It is the class name in alun.css.
type Tone string

// The tones. Plain ink carries everything that has no meaning of its own.
const (
	Ink     Tone = ""
	Money   Tone = "madu"  // honey: money
	Output  Tone = "laut"  // sea: output, work done
	Proof   Tone = "bakau" // mangrove: what records prove
	Finding Tone = "bara"  // ember: a finding; always with words or hatching too
)

// or gives a tone for drawings, where ink alone would vanish into the axis.
func (t Tone) or(other Tone) string {
	if t == Ink {
		return string(other)
	}
	return string(t)
}

// text is the class that writes words in this tone.
func (t Tone) text() string {
	if t == Ink {
		return ""
	}
	return "t-" + string(t)
}

// Kind is the state that a stamp or a note speaks of.
type Kind string

// The kinds, fixed: each has one shape and one colour everywhere.
const (
	Plain   Kind = ""       // no judgement: a draft, a category of state
	Running Kind = "jalan"  // under way, answered, sent on
	Waiting Kind = "tunggu" // somebody must act
	Done    Kind = "ya"     // finished, proven, approved
	Refused Kind = "salah"  // refused, failed
	Flagged Kind = "tanda"  // a data note: must be clarified, is no accusation
	Example Kind = "contoh" // fictional
)

// shapes are the signs inside a stamp, so that colour never speaks alone.
var shapes = map[Kind]string{
	Plain:   "M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8z",
	Running: "M1 5h8M5.5 1.5 9 5 5.5 8.5",
	Waiting: "M5 1a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM5 1v8M7 1.6v6.8",
	Done:    "m1 5 3 3 5-7",
	Refused: "m1.5 1.5 7 7M8.5 1.5l-7 7",
	Flagged: "M2 10V1M2 1.5h7L7 4l2 2.5H2",
}

// deck is the class that colours the line above posts.
func (t Tone) deck() string {
	if t == Ink {
		return ""
	}
	return "d-" + string(t)
}
