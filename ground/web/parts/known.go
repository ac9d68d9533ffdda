package parts

// Known says what is known of a figure. The zero value is "not reported": an
// unknown figure is never drawn as zero.
type Known int

// What can be known of a figure.
const (
	Missing     Known = iota // not reported (yet)
	Given                    // a figure
	Implausible              // printed, but cannot be: hatched, not to scale
)
