package pace

import (
	"fmt"
	"net/http/httptest"
	"testing"
	"time"
)

func TestSoManyAndThenTheyDrip(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	g := Gate{Now: func() time.Time { return now }}
	three, other := Rate{"x", 3, time.Hour}, Rate{"y", 3, time.Hour}
	for i := range 3 {
		if a := g.Take(three, "a"); !a.OK || a.Left != 2-i || a.Full != 1200*(i+1) {
			t.Errorf("%d: %+v", i, a)
		}
	}
	if a := g.Take(three, "a"); a.OK || a.Wait != 1200 || a.Left != 0 {
		t.Errorf("a fourth: %+v", a)
	}
	if !g.Take(three, "b").OK || !g.Take(other, "a").OK {
		t.Error("another sender, or another thing, is held back")
	}
	now = now.Add(1199 * time.Second)
	if a := g.Take(three, "a"); a.OK || a.Wait != 1 {
		t.Errorf("a second too early: %+v", a)
	}
	now = now.Add(time.Second)
	if !g.Take(three, "a").OK || g.Take(three, "a").OK {
		t.Error("after the wait one is good, and no second")
	}
}

// A flood of senders takes no memory: whoever is back at the full rate goes
// first, and those who are not stay.
func TestAFloodOfSendersIsForgotten(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	g := Gate{Now: func() time.Time { return now }}
	one := Rate{"x", 1, time.Hour}
	for i := range maxBuckets - 1 {
		g.Take(one, fmt.Sprint("early ", i))
	}
	now = now.Add(59 * time.Minute)
	g.Take(one, "late")
	now = now.Add(time.Minute)
	g.Take(one, "new")
	if len(g.buckets) != 2 || g.Take(one, "late").OK {
		t.Errorf("%d are kept", len(g.buckets))
	}
	for i := range 3 * maxBuckets {
		g.Take(one, fmt.Sprint("flood ", i))
		if len(g.buckets) > maxBuckets {
			t.Fatalf("%d are kept", len(g.buckets))
		}
	}
}

func TestWhereARequestComesFrom(t *testing.T) {
	for _, c := range []struct {
		remote, forwarded string
		proxied           bool
		want              string
		here              bool
	}{
		{"192.0.2.7:5000", "", false, "192.0.2.7", false},
		{"192.0.2.7:5000", "198.51.100.1", false, "192.0.2.7", false}, // anybody can write this
		{"192.0.2.7:5000", "127.0.0.1", false, "192.0.2.7", false},
		{"127.0.0.1:5000", "198.51.100.1", true, "198.51.100.1", false},
		{"127.0.0.1:5000", "10.0.0.1, 198.51.100.1", true, "198.51.100.1", false},
		{"127.0.0.1:5000", "192.0.2.7:5000", true, "192.0.2.7", false}, // some proxies write the port
		{"127.0.0.1:5000", "[2001:db8::1]:443", true, "2001:db8::/64", false},
		{"127.0.0.1:5000", "", true, "127.0.0.1", true},
		{"127.9.9.9:5000", "", false, "127.9.9.9", true},
		{"127.0.0.1:5", "198.51.100.1", false, "127.0.0.1", true},
		{"203.0.113.9:1", "127.0.0.1", true, "127.0.0.1", false}, // a header makes nobody this machine
		{"127.0.0.1:5", "127.0.0.1", true, "127.0.0.1", false},
		{"127.0.0.1:5", "::1", true, "::1", false},
		{"203.0.113.9:1", "", true, "203.0.113.9", false},
		{"[2001:db8:1:2::9]:5000", "", false, "2001:db8:1:2::/64", false},
		{"[::ffff:192.0.2.7]:5000", "", false, "192.0.2.7", false},
		{"[fe80::1%eth0]:5000", "", false, "fe80::/64", false},
		{"[::1]:5000", "", false, "::1", true},
		{"@", "", false, Unknown, false},
		{"127.0.0.1:5000", "garbage", true, Unknown, false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if who, here := Sender(r, c.proxied); who != c.want || here != c.here {
			t.Errorf("%+v: %q, here %v", c, who, here)
		}
	}
}
