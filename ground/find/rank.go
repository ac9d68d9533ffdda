package find

// rank offers the best documents of a set to the top.
func (s *search) rank(i int, set bitmap, n int) {
	if s.top.most == 0 {
		return
	}
	p := &s.parts[i]
	switch q := s.query; {
	case q.Sort == ByName && n < p.len()/64:
		set.each(func(doc uint32) bool { s.offerName(i, doc); return true })
	case q.Sort == ByName:
		s.walk(p.byName, set, func(doc uint32) bool { return s.offerName(i, doc) })
	case q.Sort == ByDistance && q.Near != nil:
		s.nearest(i, set, n)
	case q.Sort != ByRelevance || !s.scored() && q.Score == nil:
		s.walk(p.byID, set, func(doc uint32) bool { return s.top.offer(hit{id: p.ids[doc], part: i, doc: doc}) })
	case !s.scored():
		s.scoreAll(i, set)
	default:
		s.score(i, set)
	}
}

// scored says whether there is a word to be scored.
func (s *search) scored() bool {
	for i := range s.items {
		if s.items[i].scored {
			return true
		}
	}
	return false
}

// walk goes through documents in the order that is asked for, until one that is
// in the set comes too late to be among the first.
func (s *search) walk(order []uint32, set bitmap, offer func(doc uint32) bool) {
	for _, doc := range order {
		if set.has(doc) && !offer(doc) {
			return
		}
	}
}

func (s *search) offerName(i int, doc uint32) bool {
	p := &s.parts[i]
	return s.top.offer(hit{id: p.ids[doc], name: p.names.at(doc), part: i, doc: doc})
}

// scoreAll asks the scorer of all documents, by id, until none can be better
// than those that there are.
func (s *search) scoreAll(i int, set bitmap) {
	p := &s.parts[i]
	s.walk(p.byID, set, func(doc uint32) bool {
		if kept := s.offerScore(i, doc, 1); kept || !s.top.full() || s.top.scale == 0 {
			return true
		}
		worst := &s.top.hits[0]
		return float64(worst.score) < s.top.scale || p.ids[doc] < worst.id
	})
}

// offerScore offers a document of some relevance.
func (s *search) offerScore(i int, doc uint32, relevance float32) bool {
	id, score := s.parts[i].ids[doc], relevance
	if s.query.Score != nil {
		if score = s.query.Score(id, relevance); score != score {
			score = 0 // no number
		}
	}
	if s.top.full() {
		if worst := &s.top.hits[0]; score < worst.score || score == worst.score && id > worst.id {
			return false
		}
	}
	return s.top.offer(hit{score: score, id: id, part: i, doc: doc})
}
