package opendata

// layersOf are what a table of a measure must not tell. The first one is what it shows. A
// measure of facts that are not public would need a second one, what is left when the
// published businesses, whom everybody can count, are taken away; but those facts are told by
// the kept months alone (see doc.go).
func layersOf(Measure) []layer {
	return []layer{{in: func(*unit) (int64, bool) { return 1, true }}}
}

// places are where a business stands in a dimension: none, one or several.
func (c *Census) places(d Dim, u *unit, each func(code string)) {
	codes := c.codes[d]
	switch d {
	case Kelurahan:
		each(codes[u.area])
	case Division:
		each(codes[u.division])
	case Year:
		each(codes[u.year])
	case Subsector:
		some(codes, u.subsectors, each)
	case Permit:
		some(codes, u.permits, each)
	}
}

func some(codes []string, set uint32, each func(code string)) {
	for i := 0; set != 0; i, set = i+1, set>>1 {
		if set&1 != 0 {
			each(codes[i])
		}
	}
}

// count adds the register up by the values of a dimension.
func (c *Census) count(d Dim, layers []layer) (of map[string]sums, total sums) {
	of, total = map[string]sums{}, make(sums, len(layers))
	for i := range c.units {
		u := &c.units[i]
		for k, l := range layers {
			n, counts := l.in(u)
			if !counts {
				continue
			}
			total[k].add(n)
			c.places(d, u, func(code string) {
				if of[code] == nil {
					of[code] = make(sums, len(layers))
				}
				of[code][k].add(n)
			})
		}
	}
	return of, total
}
