package directoryweb

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"sync"

	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/lang"
	"alun/ground/web"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// pictureForm counts up when the drawing changes, so that nobody keeps an old one.
const pictureForm = "1"

// caption is what stands in the picture. It is Indonesian: one picture serves all.
type caption struct {
	Name, Trade, Area, Foot, Mark string
	Cloth                         string
}

// tag names the picture by all that is in it.
func (c caption) tag() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{pictureForm, c.Name, c.Trade, c.Area, c.Foot, c.Mark, c.Cloth}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// caption is what a business's picture says.
func (d *Desk) caption(a *atlas, book *kbli.Book, b registry.Business) caption {
	l := d.Words.In(lang.ID)
	p := businessPage{Lang: l, b: b, atlas: a, book: book}
	c := caption{Name: drawnName(b), Trade: p.trade().Text, Area: p.area(), Foot: l.T("directoryweb.picture_foot", a.City.Called()), Cloth: clothOf(b)}
	if b.Demo {
		c.Mark = l.T("directoryweb.picture_demo")
	}
	return c
}

// pictureHref is where a picture stands.
func pictureHref(code string, c caption) string { return "/kartu/" + code + "/gambar?v=" + c.tag() }

// picture sends what a preview shows. Its address names its content: an older one leads
// to the one of now.
func (d *Desk) picture(tx *db.Tx, r *web.Request) (web.Reply, error) {
	b, was, err := d.shown(tx, r)
	if err == nil && was != nil {
		err = fault.New(fault.NotFound, "registry.no_business")
	}
	if err != nil {
		return web.Reply{}, err
	}
	v := r.Values()
	asked := v.Line("v", 40)
	if err := v.Err(); err != nil {
		return web.Reply{}, err
	}
	a, err := d.atlas(tx)
	if err != nil {
		return web.Reply{}, err
	}
	book, err := d.Shelf.Book(tx)
	if err != nil {
		return web.Reply{}, err
	}
	code, c := d.Code(b.ID), d.caption(a, book, b)
	if asked != c.tag() {
		return web.Reply{To: pictureHref(code, c)}, nil
	}
	return web.Reply{Content: &web.Content{Name: "usaha-" + code + ".png", Type: "image/png", Tag: c.tag(), Inline: true, Fleeting: true, // the business may leave the public
		Open: func(context.Context) (io.ReadSeekCloser, error) { return d.pictures.open(c) }}}, nil
}

// shelf keeps the pictures that were drawn last. One is drawn at a time: a crawler must
// not take both processors.
type shelf struct {
	lock  sync.Mutex
	kept  map[string][]byte
	order []string // the oldest first
}

const mostPictures = 64

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func (s *shelf) open(c caption) (io.ReadSeekCloser, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	tag := c.tag()
	if there := s.kept[tag]; there != nil {
		return inMemory{bytes.NewReader(there)}, nil
	}
	drawn, err := drawPicture(c)
	if err != nil {
		return nil, err
	}
	if s.kept == nil {
		s.kept = map[string][]byte{}
	}
	if len(s.order) >= mostPictures {
		delete(s.kept, s.order[0])
		s.order = s.order[1:]
	}
	s.kept[tag], s.order = drawn, append(s.order, tag)
	return inMemory{bytes.NewReader(drawn)}, nil
}
