package web

import (
	"net/http"
	"strconv"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/pace"
)

// Paced counts one of what a sender may have done, and refuses (fault.TooMany)
// when that is too many now. Call it from Prepare, when all else of the form is
// right and before anything dear is done: what was typed is shown again. A form
// that was carried out already and is sent again costs nothing.
//
// This machine itself is not counted: a proxy on it that does not say whom it
// speaks for would make one sender of a whole city.
func (r *Request) Paced(rate pace.Rate) error {
	who, here := pace.Sender(r.Request, r.site.proxied)
	if here {
		return nil
	}
	if again, err := r.again(); err != nil || again {
		return err
	}
	a := r.site.gate.Take(rate, who)
	if a.OK || r.site.planted == "no pace" {
		return nil
	}
	r.wait = max(1, a.Wait)
	return fault.New(fault.TooMany, "web.too_often", (r.wait+59)/60)
}

// Sender tells senders apart, as Paced does; "" is this machine itself.
func (r *Request) Sender() string {
	who, here := pace.Sender(r.Request, r.site.proxied)
	if here {
		return ""
	}
	return who
}

// again reports whether this very form was carried out before. Under a key that
// was used for something else it was not: else one key would pay for all.
func (r *Request) again() (again bool, err error) {
	if r.key == "" || r.site.planted == "pay twice" {
		return false, nil
	}
	once, err := r.site.once(r, r.route)
	if err != nil {
		return false, err
	}
	err = r.site.db.Read(r.Context(), func(tx *db.Tx) error {
		sum, found, err := once.first(tx)
		again = found && sum == once.Sum
		return err
	})
	return again, err
}

// later tells when to come back, in seconds.
func (x *exchange) later(status int) {
	wait := 0
	switch status {
	case http.StatusTooManyRequests:
		wait = 60
		if x.req.wait > 0 {
			wait = x.req.wait
		}
	case http.StatusServiceUnavailable:
		wait = 5
	default:
		return
	}
	x.Header().Set("Retry-After", strconv.Itoa(wait))
}
