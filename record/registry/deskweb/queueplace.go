package deskweb

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"alun/ground/db"
	"alun/record/registry"
)

// mostBefore is how many rows before a page are looked through for where it stands: behind
// them it is not said, and the way back is to the beginning.
const mostBefore = 1000

// behind is the address of the page behind a row.
func (p queuePage) behind(x registry.Waiting) string {
	return p.link("sesudah", strconv.FormatInt(x.Since.UnixMicro(), 10)+"."+p.code(x.ID))
}

// stand finds which rows of the list the page shows, and the way back. Others may have
// decided on rows before it meanwhile: so they are looked at anew.
func (d Desk) stand(tx *db.Tx, p *queuePage) error {
	from, total := 1, int64(0)
	for state, n := range p.counts {
		if (p.seek.State == "" || p.seek.State == state) && !p.seek.Mended { // those are counted for the whole area alone
			total += n
		}
	}
	if p.seek.Behind != 0 {
		whole := p.seek
		whole.After, whole.Behind = time.Time{}, 0
		before, err := d.Book.Queue(tx, p.r.Session(), whole, mostBefore+1)
		if err != nil {
			return err
		}
		from += ahead(before, p.seek)
		p.pages.Prev = p.link("sesudah", "")
		if first := from - 1 - mostRows; from <= mostBefore && first > 0 {
			p.pages.Prev = p.behind(before[first-1])
		}
		if from > mostBefore {
			return nil
		}
	}
	if len(p.all) > 0 && (p.pages.Prev != "" || p.pages.Next != "") {
		p.pages.From, p.pages.To, p.pages.Total = int64(from), int64(from+len(p.all)-1), total
	}
	return nil
}

// ahead counts the rows up to where a page begins.
func ahead(all []registry.Waiting, seek registry.Seek) int {
	at := slices.IndexFunc(all, func(x registry.Waiting) bool {
		return cmp.Or(x.Since.Compare(seek.After), cmp.Compare(x.ID, seek.Behind)) > 0
	})
	if at < 0 {
		return len(all)
	}
	return at
}
