package directory

import (
	"context"
	"encoding/json"
	"errors"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/record/diary"
	"alun/record/registry"
)

const (
	// readBatch is how many businesses one read takes.
	readBatch = 500
	// putBatch is how many documents are put at once when there are many.
	putBatch = 10_000
)

// begin is the state of the house that an index starts from: what is written later is
// in the diary behind the mark.
func (d *Directory) begin(ctx context.Context) (h *holding, err error) {
	h = &holding{hours: newHours(d.config.Zone)}
	err = d.config.DB.Read(ctx, func(tx *db.Tx) error {
		if h.lore, err = d.lore(tx); err != nil {
			return err
		}
		if h.mark.Incarnation, err = db.Incarnation(tx); err != nil {
			return err
		}
		if h.order, err = db.Fact(tx, order); err != nil {
			return err
		}
		lag, err := diary.Lagging(tx)
		h.mark.Seq, h.day = lag.Sealed, date.DayOf(tx.Now())
		return err
	})
	return h, err
}

// build makes an index anew, of all that is published.
func (d *Directory) build(ctx context.Context) (h *holding, err error) {
	defer fault.Op(&err, "directory: build")
	if h, err = d.begin(ctx); err != nil {
		return nil, err
	}
	if h.index, err = find.New(h.lore.config()); err != nil {
		return nil, err
	}
	d.built.Add(1)
	var after db.ID
	var wait []find.Doc
	for more := true; more; {
		var docs []find.Doc
		err := d.config.DB.Read(ctx, func(tx *db.Tx) error {
			all, err := d.config.Book.ListedAfter(tx, after, readBatch)
			if err != nil {
				return err
			}
			if more = len(all) == readBatch; len(all) > 0 {
				after = all[len(all)-1].ID
			}
			docs, err = d.documents(tx, h.lore, h.day, all)
			return err
		})
		if err != nil {
			return nil, err
		}
		if wait = append(wait, docs...); len(wait) >= putBatch || !more {
			if err := h.put(wait); err != nil {
				return nil, err
			}
			wait = wait[:0]
		}
	}
	h.fresh = true
	return h, h.index.Merge(ctx)
}

func (h *holding) put(docs []find.Doc) error {
	for _, doc := range docs {
		h.hours.know(doc.Facets[4]...)
	}
	return h.index.Put(docs...)
}

// errOther says that the database is another one than the index was made of.
var errOther = errors.New("directory: another life of the database")

// catch reads the diary behind the mark and renews what it tells of, until it has read
// all. Whoever calls it holds the turn, or is the only one who knows h.
func (d *Directory) catch(ctx context.Context, h *holding) error {
	for {
		var batch []diary.Sealed
		err := d.config.DB.Read(ctx, func(tx *db.Tx) error {
			life, err := db.Incarnation(tx)
			if err == nil && life != h.mark.Incarnation {
				err = errOther
			}
			if err == nil {
				batch, err = diary.After(tx, h.mark.Seq, putBatch)
			}
			return err
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := d.renew(ctx, h, subjects(entries(batch))); err != nil {
			return err
		}
		h.mark.Seq = batch[len(batch)-1].Seq
		if d.now.Load() == h {
			d.tell(h)
		}
		if len(batch) < putBatch {
			return nil
		}
	}
}

func entries(batch []diary.Sealed) []diary.Entry {
	out := make([]diary.Entry, len(batch))
	for i, e := range batch {
		out[i] = e.Entry
	}
	return out
}

// subjects are the businesses that entries tell of, each once: also the one that showed
// the things of another one until they were parted.
func subjects(batch []diary.Entry) (out []db.ID) {
	known := map[db.ID]bool{}
	for _, e := range batch {
		if e.Kind != "registry_business" {
			continue
		}
		other, _ := e.Data["from"].(json.Number) // of one that stands by itself again
		from, _ := other.Int64()
		for _, id := range []db.ID{e.Subject, db.ID(from)} {
			if id != 0 && !known[id] && (id == e.Subject || e.Fact == "registry.unmerged") {
				known[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

// renew reads businesses anew: what is public is put, what is not is taken out.
func (d *Directory) renew(ctx context.Context, h *holding, ids []db.ID) error {
	if len(ids) == 0 {
		return nil
	}
	if err := d.config.DB.Read(ctx, func(tx *db.Tx) (err error) { ids, err = registry.WithSurvivors(tx, ids); return err }); err != nil {
		return err
	}
	var put []find.Doc
	var gone []int64
	for from := 0; from < len(ids); from += readBatch {
		some := ids[from:min(from+readBatch, len(ids))]
		err := d.config.DB.Read(ctx, func(tx *db.Tx) error {
			all, err := d.config.Book.ListedAll(tx, some)
			if err != nil {
				return err
			}
			gone = append(gone, missing(some, all)...)
			docs, err := d.documents(tx, h.lore, h.day, all)
			put = append(put, docs...)
			return err
		})
		if err != nil {
			return err
		}
	}
	h.index.Remove(gone...)
	if err := h.put(put); err != nil {
		return err
	}
	h.fresh, h.apart = true, true
	d.config.DB.Touch(Tag)
	return nil
}

// missing are the ids that were not found.
func missing(ids []db.ID, found []registry.Business) (out []int64) {
	there := make(map[db.ID]bool, len(found))
	for _, b := range found {
		there[b.ID] = true
	}
	for _, id := range ids {
		if !there[id] {
			out = append(out, int64(id))
		}
	}
	return out
}
