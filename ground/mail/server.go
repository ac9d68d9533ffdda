package mail

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	netmail "net/mail"
	"net/url"
	"os"
	"strconv"
	"strings"

	"alun/ground/fault"
)

// Server is where messages are handed in, and in whose name.
type Server struct {
	Host     string
	Port     int
	TLS      string // implicit, required (STARTTLS), optional, none
	User     string
	Password string
	From     *netmail.Address

	roots *x509.CertPool // nil: the system's
}

// Parse reads the address of a mail server:
//
//	smtps://user:password@host          TLS from the first byte, port 465
//	smtp://user:password@host           STARTTLS or nothing is sent, port 587
//	smtp://host:25?tls=optional         STARTTLS when offered
//	smtp://localhost:25?tls=none        never TLS; with a password only on this machine
//	…?ca=/etc/alun/mail-ca.pem          trust this authority instead of the system's
//
// from is the sender: "alun@contoh.go.id" or "Alun <alun@contoh.go.id>". An empty
// address is no server: nil.
func Parse(address, from string) (*Server, error) {
	if address == "" {
		return nil, nil
	}
	bad := func(what string) error { return fault.New(fault.Invalid, "mail.bad_url", what) }
	u, err := url.Parse(address)
	if err != nil {
		return nil, bad("") // the error would tell the password
	}
	s := &Server{Host: u.Hostname(), User: u.User.Username(), TLS: u.Query().Get("tls")}
	s.Password, _ = u.User.Password()
	if s.From, err = sender(from); err != nil {
		return nil, err
	}
	switch {
	case u.Scheme == "smtps" && s.TLS == "":
		s.Port, s.TLS = 465, "implicit"
	case u.Scheme == "smtp" && (s.TLS == "" || s.TLS == "required"):
		s.Port, s.TLS = 587, "required"
	case u.Scheme == "smtp" && (s.TLS == "optional" || s.TLS == "none"):
		s.Port = 25
	default:
		return nil, bad("scheme, tls")
	}
	if p := u.Port(); p != "" {
		if s.Port, err = strconv.Atoi(p); err != nil || s.Port < 1 || s.Port > 65535 {
			return nil, bad("port")
		}
	}
	if s.Host == "" || strings.Trim(u.Path, "/") != "" {
		return nil, bad("host")
	}
	if s.Password != "" && s.TLS != "implicit" && s.TLS != "required" && !loopback(s.Host) {
		return nil, fault.New(fault.Invalid, "mail.open_password")
	}
	return s, s.trust(u.Query().Get("ca"))
}

// sender reads the sender's address.
func sender(from string) (*netmail.Address, error) {
	a, err := netmail.ParseAddress(from)
	if err == nil {
		a.Address, err = Address(a.Address)
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "mail.bad_from", from)
	}
	return a, nil
}

func (s *Server) trust(file string) error {
	if file == "" {
		return nil
	}
	pem, err := os.ReadFile(file)
	s.roots = x509.NewCertPool()
	if err != nil || !s.roots.AppendCertsFromPEM(pem) {
		return fault.New(fault.Invalid, "mail.bad_ca", file).Because(err)
	}
	return nil
}

func (s *Server) tlsConfig() *tls.Config {
	return &tls.Config{ServerName: s.Host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Redact is the address of a server for people: without its password.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "…"
	}
	if _, secret := u.User.Password(); secret {
		u.User = url.UserPassword(u.User.Username(), "…")
	}
	text, err := url.PathUnescape(u.String())
	if err != nil {
		return u.String()
	}
	return text
}
