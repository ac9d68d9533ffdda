package find

import "slices"

// Remove takes documents out; an id that is not there does no harm.
func (x *Index) Remove(ids ...int64) {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.now.Store(x.config.tuned(x.removed(ids)))
}

// removed is the parts without some documents.
func (x *Index) removed(ids []int64) []part {
	parts := slices.Clone(x.now.Load().parts)
	var docs []uint32
	for i := range parts {
		docs = docs[:0]
		for _, id := range ids {
			if doc, ok := parts[i].doc(id); ok {
				docs = append(docs, doc)
			}
		}
		parts[i] = parts[i].without(docs, len(x.config.Fields))
	}
	return parts
}

// without gives the part without some documents. What it shares with the part as
// it was is copied before it is changed.
func (p part) without(docs []uint32, fields int) part {
	if docs = slices.DeleteFunc(docs, func(doc uint32) bool { return p.gone != nil && p.gone.has(doc) }); len(docs) == 0 {
		return p
	}
	gone := make(bitmap, span(p.len()))
	copy(gone, p.gone)
	p.gone = gone
	lost := p.lost.change(p.lex.surfaces.len())
	for _, doc := range docs {
		if gone.has(doc) {
			continue // twice among them
		}
		gone.add(doc)
		p.live--
		p.eachWord(doc, fields, func(field int, word uint32) {
			lost.add(word)
			if !p.lex.stop.has(word) {
				p.length[field]--
			}
		})
	}
	p.lost = lost.to
	return p
}

// eachWord gives the words of a document, field by field.
func (c *columns) eachWord(doc uint32, fields int, give func(field int, word uint32)) {
	at := int(c.textAt[doc])
	for f := range fields {
		var n, w uint32
		n, at = number(c.text, at)
		for range n {
			w, at = number(c.text, at)
			give(f, w)
		}
	}
}

// losses count the words of removed documents, so that none is offered that
// stands nowhere any more. They are kept in leaves, of which a removal copies only
// those that it touches.
type losses []*leaf

type leaf [1 << leafLog]uint32

const leafLog = 8

func (l losses) of(word uint32) uint32 {
	if i := int(word >> leafLog); i < len(l) && l[i] != nil {
		return l[i][word&(1<<leafLog-1)]
	}
	return 0
}

// change begins to change a copy.
func (l losses) change(words int) *losing {
	to := make(losses, words>>leafLog+1)
	copy(to, l)
	return &losing{to: to, own: make([]bool, len(to))}
}

type losing struct {
	to  losses
	own []bool // the leaves that are copied
}

func (l *losing) add(word uint32) {
	i := word >> leafLog
	if !l.own[i] {
		own := &leaf{}
		if l.to[i] != nil {
			*own = *l.to[i]
		}
		l.to[i], l.own[i] = own, true
	}
	l.to[i][word&(1<<leafLog-1)]++
}

// left is how often a word stands in the documents that are left.
func (p *part) left(word uint32) uint32 { return p.lex.count[word] - p.lost.of(word) }
