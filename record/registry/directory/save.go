package directory

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/record/registry"
)

// source names what the file was made of: the life of the database, the lore, the last
// order to build anew, and the day of the permits. The index keeps it under its own
// checksum.
func (h *holding) source() string {
	return h.mark.Incarnation + " " + h.lore.digest + " " + h.order + " " + h.day.String()
}

// save writes the file beside the one that is there and puts it in its place at once.
// Whoever calls it holds the turn: the index and its mark belong together.
func (d *Directory) save(h *holding) (err error) {
	if d.config.Path == "" || !h.fresh {
		return nil
	}
	defer fault.Op(&err, "directory: save")
	folder, name := filepath.Split(d.config.Path)
	if err := os.MkdirAll(filepath.Clean(folder), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, name+".new*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing is there where all went well
	if err = h.index.Save(f, find.Mark{Incarnation: h.source(), Position: h.mark.Seq}); err == nil {
		err = f.Sync()
	}
	if shut := f.Close(); err == nil {
		err = shut
	}
	if err == nil {
		err = os.Rename(f.Name(), d.config.Path)
	}
	if err == nil {
		h.fresh = false
		if info, err := os.Stat(d.config.Path); err == nil {
			h.saved = info.ModTime()
		}
		d.tell(h)
	}
	return err
}

// Discard takes the saved file away, with what processes left that died while they saved:
// whoever serves next makes the index anew.
func (d *Directory) Discard() (err error) {
	defer fault.Op(&err, "directory: discard")
	if d.config.Path == "" {
		return nil
	}
	left, _ := filepath.Glob(d.config.Path + ".new*") // a bad pattern finds nothing
	for _, path := range append(left, d.config.Path) {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// sweepAfter is when a file that was not finished belongs to nobody any more.
const sweepAfter = time.Hour

// sweep takes away what a process left that died while it saved.
func (d *Directory) sweep() {
	left, _ := filepath.Glob(d.config.Path + ".new*") // a bad pattern finds nothing
	for _, path := range left {
		if info, err := os.Stat(path); err == nil && time.Since(info.ModTime()) > sweepAfter {
			_ = os.Remove(path) // it may have gone
		}
	}
}

// tooFar: when more than this was written since the file, all is read anew sooner.
const tooFar = 50_000

// load reads the file. It gives nil where there is none, or one of another state of
// things: why is in the error, for the log.
func (d *Directory) load(ctx context.Context) (*holding, error) {
	if d.config.Path == "" {
		return nil, nil
	}
	f, err := os.Open(d.config.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h, err := d.begin(ctx)
	if err != nil {
		return nil, err
	}
	index, m, err := find.Load(bufio.NewReaderSize(f, 1<<20), h.lore.config())
	if err != nil {
		return nil, fmt.Errorf("directory: read %s: %w", d.config.Path, err)
	}
	end := h.mark.Seq
	h.index, h.mark.Seq = index, m.Position
	h.hours.know(index.Values("hours")...)
	today, was := h.day, ""
	if at := strings.LastIndexByte(m.Incarnation, ' '); at >= 0 {
		was = m.Incarnation[at+1:]
	}
	if h.day, err = date.ParseDay(was); err != nil || h.source() != m.Incarnation || m.Position > end || today.Before(h.day) {
		return nil, errOther
	}
	if end-m.Position > int64(max(tooFar, index.Len()/2)) {
		return nil, errors.New("directory: the file is too old")
	}
	if info, err := f.Stat(); err == nil {
		h.saved = info.ModTime()
	}
	return h, d.nextDay(ctx, h, today)
}

// nextDay takes out what permits ended since the day of the index.
func (d *Directory) nextDay(ctx context.Context, h *holding, today date.Day) error {
	if h.day == today {
		return nil
	}
	var ids []db.ID
	err := d.config.DB.Read(ctx, func(tx *db.Tx) (err error) { ids, err = registry.PermitsEnded(tx, h.day, today); return err })
	if err != nil {
		return err
	}
	h.day, h.fresh = today, true
	return d.renew(ctx, h, ids)
}
