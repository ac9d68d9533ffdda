package find

import "math"

// What can be worked out in less time than it takes to read is not in the file.

func (o *saver) table(t *table) {
	list(o, []byte(t.text))
	list(o, t.end)
}

func (o *saver) segment(s *segment) {
	list(o, s.ids)
	list(o, s.group)
	o.table(&s.groups)
	o.table(&s.names)
	points := make([]uint64, len(s.at))
	for i, p := range s.at {
		points[i] = uint64(uint32(p.Lat))<<32 | uint64(uint32(p.Lon))
	}
	list(o, points)
	list(o, s.placed)
	for i := range s.facets {
		f := &s.facets[i]
		o.table(&f.values)
		list(o, f.from)
		list(o, f.value)
	}
	o.table(&s.lex.surfaces)
	o.table(&s.lex.terms)
	list(o, s.lex.termOf)
	list(o, s.lex.count)
	list(o, s.lex.stop)
	list(o, s.text)
	list(o, s.textAt)
	p := &s.posts
	for _, l := range [][]uint32{p.start, p.block, p.first, p.from, s.grades.from, s.byID, s.byName, s.byLat, s.alpha, s.terms} {
		list(o, l)
	}
	for _, l := range [][]uint16{p.most, p.low, p.grade} {
		list(o, l)
	}
	list(o, s.grades.marks)
	for f := range s.means {
		list(o, []uint64{math.Float64bits(s.means[f]), s.length[f]})
	}
}

func (o *loader) table() table {
	text := string(read[byte](o))
	return table{text: text, end: read[uint32](o)}
}

// part reads a segment and what is gone from it.
func (o *loader) part(c *Config) part {
	gone := bitmap(read[uint64](o))
	s := o.segment(c)
	if o.err == nil && (!s.sound(c) || len(gone) > 0 && !gone.fits(s.len())) {
		o.err = ErrDamaged
	}
	if o.err != nil {
		return part{}
	}
	held := make(chan struct{})
	go func() { defer close(held); s.hold() }()
	s.worth = s.grades.worths(c, &s.means)
	s.widen()
	s.shape()
	<-held
	var docs []uint32
	gone.each(func(doc uint32) bool { docs = append(docs, doc); return true })
	return newPart(s).without(docs, len(c.Fields))
}

func (o *loader) segment(c *Config) *segment {
	s := &segment{}
	s.ids, s.group = read[int64](o), read[uint32](o)
	s.groups, s.names = o.table(), o.table()
	points := read[uint64](o)
	s.at = make([]Point, len(points))
	for i, p := range points {
		s.at[i] = Point{Lat: int32(p >> 32), Lon: int32(p)}
	}
	s.placed = read[uint64](o)
	s.facets = make([]facet, len(c.Facets))
	for i := range s.facets {
		f := &s.facets[i]
		f.values, f.from, f.value = o.table(), read[uint32](o), read[uint32](o)
		if len(f.from) == 0 {
			f.from = nil
		}
	}
	s.lex.surfaces, s.lex.terms = o.table(), o.table()
	s.lex.termOf, s.lex.count, s.lex.stop = read[uint32](o), read[uint32](o), read[uint64](o)
	s.text, s.textAt = read[byte](o), read[uint32](o)
	p := &s.posts
	for _, l := range []*[]uint32{&p.start, &p.block, &p.first, &p.from, &s.grades.from, &s.byID, &s.byName, &s.byLat, &s.alpha, &s.terms} {
		*l = read[uint32](o)
	}
	for _, l := range []*[]uint16{&p.most, &p.low, &p.grade} {
		*l = read[uint16](o)
	}
	s.grades.marks = read[mark](o)
	for f := range s.means {
		if pair := read[uint64](o); len(pair) == 2 {
			s.means[f], s.length[f] = math.Float64frombits(pair[0]), pair[1]
		}
	}
	return s
}
