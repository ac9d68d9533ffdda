package web

import (
	"cmp"
	"time"
)

// Limits keep one visitor from taking the house. Sizes are in bytes.
type Limits struct {
	Body     int64         // of a form, when the form says nothing else
	Header   int           // of all header lines together
	InFlight int64         // requests for pages at the same time; more get 503
	Read     time.Duration // for a whole request to arrive
	Write    time.Duration // for a whole page to be taken; of a file, each piece
	Idle     time.Duration // between two requests on one connection
	Drain    time.Duration // for running requests when the program stops
}

// defaults are generous to slow phones and strict to everybody else.
var defaults = Limits{
	Body:     1 << 20,
	Header:   32 << 10,
	InFlight: 128, // times what a page takes on a busy machine: nobody waits 2 s (soak)
	Read:     30 * time.Second,
	Write:    60 * time.Second,
	Idle:     2 * time.Minute,
	Drain:    15 * time.Second,
}

func (l Limits) orDefaults() Limits {
	return Limits{
		Body:     cmp.Or(l.Body, defaults.Body),
		Header:   cmp.Or(l.Header, defaults.Header),
		InFlight: cmp.Or(l.InFlight, defaults.InFlight),
		Read:     cmp.Or(l.Read, defaults.Read),
		Write:    cmp.Or(l.Write, defaults.Write),
		Idle:     cmp.Or(l.Idle, defaults.Idle),
		Drain:    cmp.Or(l.Drain, defaults.Drain),
	}
}
