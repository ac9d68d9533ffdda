package letter

import (
	"time"

	"alun/ground/fault"
)

// Press is where long documents are made: so many at a time. Some others wait their
// turn for a while; whoever comes then is asked to come again, so that a crowd
// cannot take all the memory. A nil Press has no limit.
type Press struct {
	places, inside chan struct{} // who works, and who is here at all
	wait           time.Duration
}

// NewPress makes a press where so many work and so many wait, so long.
func NewPress(working, waiting int, wait time.Duration) *Press {
	return &Press{make(chan struct{}, working), make(chan struct{}, working+waiting), wait}
}

// Do makes one document.
func (p *Press) Do(work func() error) error {
	if p == nil {
		return work()
	}
	select {
	case p.inside <- struct{}{}:
		defer func() { <-p.inside }()
	default:
		return busyPress()
	}
	late := time.NewTimer(p.wait)
	defer late.Stop()
	select {
	case p.places <- struct{}{}:
		defer func() { <-p.places }()
		return work()
	case <-late.C:
		return busyPress()
	}
}

func busyPress() error { return fault.New(fault.Busy, "letter.press_busy") }
