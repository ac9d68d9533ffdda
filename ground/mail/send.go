package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

const (
	// sendTime bounds one attempt, from dialling to the server's last word.
	sendTime = time.Minute
	// maxAnswer bounds what a server may say in one attempt.
	maxAnswer = 1 << 20
)

// trouble is why an attempt failed, without anything that the server said: it
// may have repeated an address.
type trouble struct {
	why     string // connect, tls, sign_in, timeout, later, refused, garbled
	code    int    // of SMTP; 0 when none was understood
	lasting bool
}

// Error is for the log and for lists of jobs.
func (t trouble) Error() string {
	if t.code == 0 {
		return "mail: " + t.why
	}
	return fmt.Sprintf("mail: %s (%d)", t.why, t.code)
}

// deliver hands one message in. nil means that the server has taken it; what
// happens to the connection afterwards changes nothing.
func (s *Server) deliver(ctx context.Context, m *gomail.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	c, err := gomail.NewClient(s.Host, s.options()...)
	if err != nil {
		return fmt.Errorf("mail: client: %w", err)
	}
	if err := c.DialWithContext(ctx); err != nil {
		return dialTrouble(ctx, err)
	}
	defer c.Close() // says good-bye; the message is in, or it is not
	if err := c.Send(m); err != nil && !m.IsDelivered() {
		return sendTrouble(ctx, err)
	}
	return nil
}

func (s *Server) options() []gomail.Option {
	host := s.messageID("")[1:]
	o := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(sendTime), gomail.WithTLSConfig(s.tlsConfig()),
		gomail.WithHELO(host), gomail.WithoutNoop(), gomail.WithDialContextFunc(s.dial), gomail.WithTLSPolicy(gomail.NoTLS)}
	switch s.TLS {
	case "required":
		o = append(o, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case "optional":
		o = append(o, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case "implicit":
		o = append(o, gomail.WithSSL())
	}
	if s.User != "" {
		o = append(o, gomail.WithSMTPAuthCustom(&signIn{s: s}))
	}
	return o
}

// signIn signs in the way that the server knows. That the line is safe, TLS has
// seen to before; without TLS, Parse lets a password only to this machine.
type signIn struct {
	s   *Server
	way smtp.Auth
}

// Start begins to sign in.
func (a *signIn) Start(info *smtp.ServerInfo) (string, []byte, error) {
	a.way = smtp.PlainAuth("", a.s.User, a.s.Password, a.s.Host, true)
	if !slices.Contains(info.Auth, "PLAIN") && slices.Contains(info.Auth, "LOGIN") {
		a.way = smtp.LoginAuth(a.s.User, a.s.Password, a.s.Host, true)
	}
	return a.way.Start(info)
}

// Next answers what the server asks.
func (a *signIn) Next(asked []byte, more bool) ([]byte, error) { return a.way.Next(asked, more) }

// dial opens a connection that ends with the attempt, whatever the server does.
func (s *Server) dial(ctx context.Context, network, address string) (net.Conn, error) {
	raw, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	until, _ := ctx.Deadline()
	c := &bounded{Conn: raw, until: until, left: maxAnswer}
	if err := c.SetDeadline(until); err != nil {
		raw.Close()
		return nil, err
	}
	if s.TLS != "implicit" {
		return c, nil
	}
	secure := tls.Client(c, s.tlsConfig())
	if err := secure.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, err
	}
	return secure, nil
}

// bounded is a connection that cannot be kept open past its end, nor fed for ever.
type bounded struct {
	net.Conn
	until time.Time
	left  int
}

var errTooMuch = errors.New("mail: the server says too much")

// SetDeadline keeps the end where it is.
func (b *bounded) SetDeadline(t time.Time) error {
	if t.IsZero() || t.After(b.until) {
		t = b.until
	}
	return b.Conn.SetDeadline(t)
}

// Read reads no more than the attempt's share.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooMuch
	}
	n, err := b.Conn.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// dialTrouble reads why no conversation came about.
func dialTrouble(ctx context.Context, err error) error {
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var alert tls.AlertError
	var said *textproto.Error
	var network net.Error
	var op *net.OpError
	switch {
	case errors.As(err, &said) && said.Code >= 400 && said.Code < 600:
		return trouble{why: word(said.Code, "sign_in"), code: said.Code}
	case errors.As(err, &cert), errors.As(err, &record), errors.As(err, &alert), strings.Contains(err.Error(), "STARTTLS"):
		return trouble{why: "tls"}
	case late(ctx), errors.As(err, &network) && network.Timeout():
		return trouble{why: "timeout"}
	case errors.As(err, &op), errors.Is(err, io.EOF):
		return trouble{why: "connect"}
	}
	return trouble{why: "garbled"}
}

// sendTrouble reads why a message was not taken. Only what is said about the
// recipient or the content is the message's own fault, for good.
func sendTrouble(ctx context.Context, err error) error {
	said, ok := errors.AsType[*gomail.SendError](err)
	if !ok {
		return dialTrouble(ctx, err)
	}
	code := said.ErrorCode()
	switch {
	case code >= 400 && code < 500:
		return trouble{why: "later", code: code}
	case code >= 500 && code < 600:
		about := said.Reason == gomail.ErrSMTPRcptTo || said.Reason == gomail.ErrSMTPData || said.Reason == gomail.ErrSMTPDataClose
		if code == 530 || code == 535 || !about {
			return trouble{why: "sign_in", code: code}
		}
		return trouble{why: "refused", code: code, lasting: true}
	case late(ctx):
		return trouble{why: "timeout"}
	}
	return trouble{why: "broken_off"}
}

// late tells whether the attempt's time is over. The connection ends at the same
// instant as the context and may say so a little earlier.
func late(ctx context.Context) bool {
	until, ok := ctx.Deadline()
	return ctx.Err() != nil || ok && time.Until(until) < 50*time.Millisecond
}

// word tells a server that is busy from one that says no.
func word(code int, no string) string {
	if code < 500 {
		return "later"
	}
	return no
}
