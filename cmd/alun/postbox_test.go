package main

import (
	"io"
	"mime"
	"mime/multipart"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// postbox is a real SMTP server and what it took.
type postbox struct {
	mu      sync.Mutex
	taken   []received
	refuses bool // every recipient, for good
}

// received is one message as its reader has it.
type received struct {
	to, subject, text, end string // end: the address that ends such messages
}

func (b *postbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &delivery{box: b}, nil }

// delivery is one message on its way in.
type delivery struct {
	box *postbox
	to  string
}

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	if d.to = to; d.box.refuses {
		return &smtp.SMTPError{Code: 550, Message: "no such box"}
	}
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	m, err := opened(r)
	if err != nil {
		return err
	}
	m.to = d.to
	d.box.mu.Lock()
	defer d.box.mu.Unlock()
	d.box.taken = append(d.box.taken, m)
	return nil
}

func (d *delivery) Reset()        {}
func (d *delivery) Logout() error { return nil }

// opened reads a message: its subject and its part of plain text.
func opened(r io.Reader) (m received, err error) {
	raw, err := netmail.ReadMessage(r)
	if err != nil {
		return m, err
	}
	if m.subject, err = new(mime.WordDecoder).DecodeHeader(raw.Header.Get("Subject")); err != nil {
		return m, err
	}
	m.end = strings.Trim(raw.Header.Get("List-Unsubscribe"), "<>")
	_, params, err := mime.ParseMediaType(raw.Header.Get("Content-Type"))
	if err != nil {
		return m, err
	}
	part, err := multipart.NewReader(raw.Body, params["boundary"]).NextPart() // decodes quoted-printable
	if err != nil {
		return m, err
	}
	text, err := io.ReadAll(part)
	m.text = strings.ReplaceAll(string(text), "\r\n", "\n")
	return m, err
}

// of lists what came for somebody, the oldest first.
func (b *postbox) of(to string) (all []received) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, m := range b.taken {
		if m.to == to {
			all = append(all, m)
		}
	}
	return all
}

// refuse makes it refuse everybody, or nobody.
func (b *postbox) refuse(all bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refuses = all
}

// opensAt starts the server and gives its address, as --mail-url takes it.
func (b *postbox) opensAt(t *testing.T) string {
	t.Helper()
	s := smtp.NewServer(b)
	s.Domain = "localhost"
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = s.Serve(l) }() // ends with the server
	t.Cleanup(func() { s.Close(); l.Close(); <-ended })
	return "smtp://" + l.Addr().String() + "?tls=none"
}
