package diary

import (
	"cmp"
	"slices"
	"strconv"

	"alun/ground/date"
)

// recordOf names an entry by its place in the chain.
func recordOf(seq int64) string { return "diary " + strconv.FormatInt(seq, 10) }

// name is how a head is told of.
func (h Head) name() string {
	if h.Day.IsZero() {
		return recordOf(h.Seq)
	}
	return "diary " + h.Day.String()
}

// expect lines up all heads that the chain must pass through. Those of the
// database must bear our signature; those kept elsewhere may be a hash alone.
func (w *walk) expect(kept []Head) {
	var before date.Day
	for _, h := range kept {
		w.heads = append(w.heads, expected{h, false})
		if w.skip != "signature" && (w.Sign == nil || !w.Sign.Signed(h.Form(), h.By)) {
			w.found(h.name(), "diary.found_unsigned")
		}
		if !h.Day.IsZero() && !before.IsZero() && w.skip != "days" && date.DayOf(h.Day.End()) != before {
			w.found("diary "+date.DayOf(h.Day.End()).String(), "diary.found_no_day")
		}
		before = h.Day
	}
	for _, h := range w.Saved {
		w.heads = append(w.heads, expected{h, true})
	}
	w.v.Heads = len(w.heads)
	slices.SortStableFunc(w.heads, func(a, b expected) int { return cmp.Compare(a.Seq, b.Seq) })
}

// pass holds the heads of this place against the chain.
func (w *walk) pass(l *link) {
	for len(w.heads) > 0 && w.heads[0].Seq <= l.seq {
		h := w.heads[0]
		w.heads = w.heads[1:]
		if h.Seq == l.seq && h.Hash == l.hash && (h.At.IsZero() || h.At.Equal(l.at)) {
			continue
		}
		w.misfit(h)
	}
}

func (w *walk) misfit(h expected) {
	switch {
	case h.saved && w.skip != "saved":
		w.found(h.name(), "diary.found_saved", h.Seq)
	case !h.saved && w.skip != "head":
		w.found(h.name(), "diary.found_head", h.Seq)
	}
}

// beyond tells of heads behind the end of the chain: it was cut off.
func (w *walk) beyond() {
	for _, h := range w.heads {
		switch {
		case h.saved && w.skip != "saved", !h.saved && w.skip != "tip":
			w.found(h.name(), "diary.found_cut", h.Seq, w.end)
		}
	}
	w.heads = nil
}
