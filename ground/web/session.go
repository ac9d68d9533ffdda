package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"

	"alun/ground/db"
)

// The names of the cookies. A browser takes a name with __Host- over TLS
// only, from this host only and for all its paths, so no neighbour can put one
// there (RFC 6265bis, 4.1.3.2). A house without TLS has to do with a plain one.
const (
	sessionCookie = "__Host-alun"
	plainCookie   = "alun"
	deviceSuffix  = "-kenal" // of the cookie that stays when a session ends
)

// deviceKept is how long a browser is known; browsers keep no cookie longer.
const deviceKept = 400 * 24 * time.Hour

// Session is what a browser keeps to say who it is: a token that NewKey made.
type Session struct {
	Token string        // "" takes the browser's away
	Keep  time.Duration // how long the browser keeps it; 0: until it is closed
	// Device is kept beside it and stays when the session ends: it lets nobody in,
	// and tells that somebody has signed in on this browser before. "": as it is.
	Device string
}

// Session is the hash (SHA-256, 64 hex digits) of the token that this browser
// sent, or "" when it sent none. Rooms see and keep the hash alone: whoever
// reads a database cannot sign in with what stands there.
func (r *Request) Session() string { return r.cookieHash("") }

// Guest is what Config.Greet found of who asks; nil when nobody is known, or the
// page was drawn without a read.
func (r *Request) Guest() any { return r.guest }

// welcome asks who a browser with a session is.
func (s *Site) welcome(tx *db.Tx, r *Request) (err error) {
	if s.greet == nil || r.building != nil || r.Session() == "" {
		return nil
	}
	r.guest, err = s.greet(tx, r)
	return err
}

// Device is the hash of what this browser keeps as Session.Device, or "".
func (r *Request) Device() string { return r.cookieHash(deviceSuffix) }

func (r *Request) cookieHash(suffix string) string {
	if r.Request == nil {
		return ""
	}
	c, err := r.Cookie(r.cookieName() + suffix)
	if err != nil || !GoodKey(c.Value) {
		return ""
	}
	return SessionHash(c.Value)
}

// SessionHash is what Request.Session says of a token.
func SessionHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func (r *Request) cookieName() string {
	if r.site != nil && r.site.overTLS(r.Request) {
		return sessionCookie
	}
	return plainCookie
}

// overTLS reports whether the browser came over TLS.
func (s *Site) overTLS(r *http.Request) bool {
	return r.TLS != nil || s.proxied && r.Header.Get("X-Forwarded-Proto") == "https"
}

// toSignIn leads a stranger to the page where he says who he is; from there he
// comes back.
func (s *Site) toSignIn(r *Request) Reply {
	return Reply{To: r.Href(s.signIn + "?" + url.Values{BackField: {r.Here(r.Lang.Tag())}}.Encode())}
}

// BackField is the parameter that says where a stranger wanted to go; see Back.
const BackField = "ke"

// Back is an address that was sent as BackField, if it is one of this house;
// otherwise it is other.
func Back(to, other string) string {
	if local(to) && len(to) <= maxBack {
		return to
	}
	return other
}

// maxBack bounds an address to come back to, in bytes.
const maxBack = 1000

// say sends a session to the browser. Script cannot read it, and another site's
// form does not bring it along.
func (n *Session) say(x *exchange) {
	c := x.cookie("", n.Token, n.Keep)
	if n.Token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(x, c)
	if n.Device != "" {
		http.SetCookie(x, x.cookie(deviceSuffix, n.Device, deviceKept))
	}
}

func (x *exchange) cookie(suffix, value string, keep time.Duration) *http.Cookie {
	name := x.req.cookieName()
	return &http.Cookie{Name: name + suffix, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: name == sessionCookie, MaxAge: int(keep / time.Second)}
}
