package mail

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// letter is a message with everything that is sealed: what it says, and to whom.
type letter struct {
	To          string `json:"to"`
	Subject     string `json:"subject"`
	Text        string `json:"text"`
	HTML        string `json:"html,omitempty"`
	Unsubscribe string `json:"unsubscribe,omitempty"`
}

// compose makes the message as it goes over the wire. Its Message-ID and date
// come from the outbox: sent again, it is the same message.
func (s *Server) compose(id string, at time.Time, l letter) (*gomail.Msg, error) {
	encoding := gomail.EncodingQP
	if mostlyFar(l.Text) {
		encoding = gomail.EncodingB64 // quoted-printable would write nine characters for each kanji
	}
	m := gomail.NewMsg(gomail.WithCharset(gomail.CharsetUTF8), gomail.WithEncoding(encoding), gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(s.From)
	to, err := Address(l.To)
	if err == nil {
		err = m.To(to)
	}
	if err != nil {
		return nil, err
	}
	m.Subject(oneLine(l.Subject))
	m.SetDateWithValue(at)
	m.SetMessageIDWithValue(id)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // no holiday notes, please
	if l.Unsubscribe != "" {
		if strings.ContainsFunc(l.Unsubscribe, func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }) {
			return nil, fmt.Errorf("mail: a link that is none")
		}
		m.SetListUnsubscribe(l.Unsubscribe)
		if strings.HasPrefix(l.Unsubscribe, "https://") { // RFC 8058 wants it so
			m.SetListUnsubscribePost()
		}
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	if l.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	}
	return m, nil
}

// messageID names a message for ever: the outbox's code at the sender's house.
func (s *Server) messageID(code string) string {
	return code + s.From.Address[strings.LastIndexByte(s.From.Address, '@'):]
}

// oneLine turns line ends and other controls into spaces.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "�"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

// mostlyFar tells texts of which more than a third is not ASCII.
func mostlyFar(text string) bool {
	far, all := 0, 0
	for _, r := range text {
		if all++; r > unicode.MaxASCII {
			far++
		}
	}
	return far*3 > all
}
