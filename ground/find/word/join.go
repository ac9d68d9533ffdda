package word

import "bytes"

// walk gives the words of a text, folded, with their places in it. Pieces that
// people write in two ways become the same words: kupu-kupu, kupu kupu, kupu2
// and kupukupu; fotokopi and foto copy; eskrim and es krim. What is given holds
// until the next word.
func (s *scanner) walk(text string, give func(word []byte, from, to int)) {
	s.fold(text)
	for i := 0; i < len(s.pieces); i++ {
		p := s.pieces[i]
		word := s.buf[p.at:p.end]
		if p.wide {
			give(word, p.from, p.to)
			continue
		}
		j := known.joints[string(word)]
		if i+1 < len(s.pieces) && !s.pieces[i+1].wide {
			next := s.pieces[i+1]
			if whole := s.two(text, p, next, j); len(whole) > 0 {
				for _, w := range whole {
					give(w, p.from, next.to)
				}
				i++
				continue
			}
		}
		switch twice := s.twice(word); {
		case j != nil && len(j.parts) > 0:
			for _, part := range j.parts {
				give([]byte(part), p.from, p.to)
			}
		case twice != nil:
			give(twice, p.from, p.to)
		default:
			give(word, p.from, p.to)
		}
	}
}

// two gives what two neighbours are together, or nothing if they are two words.
func (s *scanner) two(text string, p, next piece, j *joint) [][]byte {
	if next.from != p.to+1 {
		return nil
	}
	a, b, gap := s.buf[p.at:p.end], s.buf[next.at:next.end], text[p.to]
	if gap != '-' && gap != ' ' {
		return nil
	}
	if j != nil {
		if to := j.with[string(b)]; to != nil {
			return to
		}
	}
	switch {
	case len(a) >= 3 && like(a, b) || known.twins[string(s.tie(a, b))] != "":
		return s.whole(s.tie(a, b))
	case gap == ' ':
	case len(a) == 1 && len(b) >= 3 && len(b) < longest && latin(a) && latin(b): // e-commerce
		s.tmp = append(append(s.tmp[:0], a...), b...)
		if twice := s.twice(s.tmp); twice != nil { // a-yamayam is ayamayam
			return s.whole(twice)
		}
		return s.whole(s.tmp)
	case len(a) >= 2 && len(b) >= 2 && latin(a) && latin(b):
		if tied := string(s.tie(a, b)); Stem(tied) != tied {
			return s.whole(s.tie(a, b))
		}
	}
	return nil
}

// like tells b that is a again, or with an ending: kupu kupu, kos kosan.
func like(a, b []byte) bool {
	rest, ok := bytes.CutPrefix(b, a)
	return ok && latin(a) && again(rest)
}

// again tells what may follow the second half of a doubled word.
func again(rest []byte) bool {
	return len(rest) == 0 || string(rest) == "an" || string(rest) == "nya"
}

// twice writes out a doubling in one piece: kupu2, buah2an, kupukupu.
func (s *scanner) twice(word []byte) []byte {
	if at := bytes.IndexByte(word, '2'); at >= 3 && latin(word[:at]) && again(word[at+1:]) {
		s.tmp = append(s.tie(word[:at], word[:at]), word[at+1:]...)
		return s.tmp
	}
	if half := len(word) / 2; half >= 4 && len(word)%2 == 0 && len(word) < longest && bytes.Equal(word[:half], word[half:]) && latin(word) {
		return s.tie(word[:half], word[:half]) // the halves are one, and the second may lie where the first is written
	}
	return nil
}

// tie writes two words with a hyphen.
func (s *scanner) tie(a, b []byte) []byte {
	s.tmp = append(append(append(s.tmp[:0], a...), '-'), b...)
	return s.tmp
}

// whole wraps one word without an allocation.
func (s *scanner) whole(word []byte) [][]byte {
	s.one[0] = word
	return s.one[:]
}

// latin tells pieces of a to z alone.
func latin(word []byte) bool {
	for _, c := range word {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}
