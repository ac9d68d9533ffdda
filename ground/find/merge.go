package find

import (
	"context"
	"slices"
)

// mergeShare: a large part is written anew when what stands behind it, or what
// was removed from it, is one in so many of its documents.
const mergeShare = 8

// Merge joins small parts with each other, and with a large one when they have
// grown to an eighth of it. It works in the caller's goroutine and takes seconds
// for a million documents; searches, Put and Remove go on meanwhile. The caller
// decides when: about every second while documents come, and after a bulk load.
func (x *Index) Merge(ctx context.Context) error {
	x.merging.Lock()
	defer x.merging.Unlock()

	x.writing.Lock()
	before := x.now.Load().parts
	from := mergeFrom(before)
	x.merge = len(before)
	x.writing.Unlock()

	var joined []part
	var err error
	if from < len(before) {
		joined, err = x.join(ctx, before[from:], before)
	}

	x.writing.Lock()
	defer x.writing.Unlock()
	x.merge = 0
	if err != nil || from == len(before) {
		return err
	}
	now := x.now.Load().parts
	for i := from; i < len(before); i++ {
		joined = since(joined, before[i], now[i], len(x.config.Fields))
	}
	x.now.Store(x.config.tuned(slices.Concat(now[:from], joined, now[len(before):])))
	return nil
}

// mergeFrom is the first part that is to be joined with all behind it; the number
// of parts if there is nothing to do.
func mergeFrom(parts []part) int {
	from, behind := len(parts), 0
	for i := len(parts) - 1; i >= 0; i-- {
		p := &parts[i]
		small := p.live <= behind*mergeShare
		if gone := p.len() - p.live; small || gone*mergeShare > p.len() {
			from = i
		}
		behind += p.live
	}
	if from == len(parts)-1 && parts[from].live == parts[from].len() {
		return len(parts)
	}
	return from
}

// since takes out of what was joined the documents that were removed from a part
// while that was going on.
func since(joined []part, before, now part, fields int) []part {
	if now.gone == nil || len(joined) == 0 {
		return joined
	}
	var docs []uint32
	now.gone.each(func(doc uint32) bool {
		if before.gone == nil || !before.gone.has(doc) {
			if at, ok := joined[0].doc(now.ids[doc]); ok {
				docs = append(docs, at)
			}
		}
		return true
	})
	joined[0] = joined[0].without(docs, fields)
	return joined
}
