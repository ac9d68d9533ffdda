package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// inbox is a real SMTP server: what it took, and what it says.
type inbox struct {
	mu     sync.Mutex
	taken  []string // whole messages
	to     []string
	refuse func(step string) error // "mail", "rcpt", "data"; nil: everything is welcome
	users  map[string]string
}

func (b *inbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{box: b}, nil }

type session struct {
	box    *inbox
	signed bool
	to     string
}

func (s *session) AuthMechanisms() []string {
	if s.box.users == nil {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if s.box.users[user] != password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) say(step string) error {
	if s.box.refuse == nil {
		return nil
	}
	return s.box.refuse(step)
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if s.box.users != nil && !s.signed {
		return smtp.ErrAuthRequired
	}
	return s.say("mail")
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	return s.say("rcpt")
}

func (s *session) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if err := s.say("data"); err != nil {
		return err
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	s.box.taken, s.box.to = append(s.box.taken, string(text)), append(s.box.to, s.to)
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (b *inbox) all() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.taken...)
}

// serve starts the server and gives its address, with TLS when asked for.
func (b *inbox) serve(t *testing.T, how string) string {
	t.Helper()
	s := smtp.NewServer(b)
	s.Domain, s.AllowInsecureAuth = "localhost", true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ca, query := "", "?tls=none"
	if how != "none" {
		var cert tls.Certificate
		cert, ca = certificate(t)
		s.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
		query = "?ca=" + ca
	}
	if how == "implicit" {
		l = tls.NewListener(l, s.TLSConfig)
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String() + query
}

// certificate makes one for localhost that vouches for itself.
func certificate(t *testing.T) (tls.Certificate, string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true,
		BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, file
}

// script is a server that follows no rule. says maps what it has just read
// ("hello", "EHLO", "MAIL", "RCPT", "DATA", "." for a whole message, "RSET",
// "QUIT") to what it says to that; by default it is content. "hang" says nothing
// more, "drop" closes, "flood x" says x without end.
func script(t *testing.T, says map[string]string) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	t.Cleanup(func() { close(over); l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go follow(c, says, over)
		}
	}()
	return l.Addr().String() + "?tls=none"
}

func follow(c net.Conn, says map[string]string, over <-chan struct{}) {
	defer c.Close()
	in := bufio.NewReader(c)
	for verb, inData := "hello", false; ; {
		line, own := says[verb]
		if !own {
			line = map[string]string{"hello": "220 hi", "DATA": "354 go"}[verb]
			if line == "" {
				line = "250 ok"
			}
		}
		flood, floods := strings.CutPrefix(line, "flood ")
		for floods {
			if _, err := io.WriteString(c, flood); err != nil {
				return
			}
		}
		switch line {
		case "drop":
			return
		case "hang":
			<-over
			return
		}
		if _, err := io.WriteString(c, line+"\r\n"); err != nil {
			return
		}
		inData = strings.HasPrefix(line, "354")
		for {
			read, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if !inData || read == ".\r\n" {
				verb, _, _ = strings.Cut(strings.TrimSpace(read), " ")
				break
			}
		}
	}
}
