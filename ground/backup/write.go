package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
)

// Source is what a backup is made of.
type Source struct {
	DB      *db.DB
	Store   blob.Store // the stored files; nil when there are none
	Program string
	City    string
	// Head gives the hash at the end of the diary; nil when there is none to ask.
	Head func(tx *db.Tx) (string, error)

	planted string // a guard to switch off, for this package's own proofs only
}

// Write writes a backup of one consistent moment. Writers go on meanwhile; on
// SQLite what they write stays in the -wal file until the tables are read.
func Write(ctx context.Context, w io.Writer, s Source, p Progress) (Report, error) {
	return s.write(ctx, w, true, p)
}

func (s Source) write(ctx context.Context, w io.Writer, compress bool, p Progress) (rep Report, err error) {
	defer fault.Op(&err, "backup: write")
	b, err := newBlockWriter(w, compress)
	if err != nil {
		return rep, err
	}
	out := &writing{b: b, ctx: ctx, progress: p}
	err = s.DB.Read(ctx, func(tx *db.Tx) error { return out.tables(tx, s) })
	if err == nil && s.Store != nil {
		err = s.Store.List(ctx, func(i blob.Info) error { return out.stored(s.Store, i) })
	}
	if err != nil {
		return rep, err
	}
	r := &out.rep
	err = b.writeJSON(blockFooter, footer{len(r.Tables), r.Rows, r.Files, r.FileBytes, r.Lost})
	r.Size, r.Digest = b.size, b.sum.String()
	return *r, err
}

// writing is a backup under way.
type writing struct {
	b        *blockWriter
	ctx      context.Context
	progress Progress
	total    int64
	rep      Report
	buf      []byte
}

// header tells what the moment of this transaction holds.
func (s Source) header(tx *db.Tx) (h Header, err error) {
	h = Header{Format: Format, Program: s.Program, City: s.City, Engine: tx.Engine().String(), MadeAt: tx.Now()}
	all, err := db.Tables(tx)
	if err != nil {
		return h, err
	}
	if len(all) == 0 {
		return h, fault.New(fault.Conflict, "db.empty")
	}
	for _, t := range all {
		n, err := t.Count(tx)
		if err != nil {
			return h, err
		}
		h.Tables = append(h.Tables, TableHead{t.Name, t.Columns, n})
	}
	var errs [4]error
	h.History, errs[0] = db.HistoryOf(tx)
	h.Incarnation, errs[1] = db.Incarnation(tx)
	h.Key, errs[2] = db.Fact(tx, "key")
	if s.Head != nil {
		h.DiaryHead, errs[3] = s.Head(tx)
	}
	return h, errors.Join(errs[:]...)
}

func (w *writing) tables(tx *db.Tx, s Source) error {
	h, err := s.header(tx)
	if err != nil {
		return err
	}
	w.rep = Report{Header: h}
	for _, t := range h.Tables {
		w.total += t.Rows
	}
	if err := w.b.writeJSON(blockHeader, h); err != nil {
		return err
	}
	all, err := db.Tables(tx)
	if err != nil {
		return err
	}
	for i, t := range all {
		read := func(tx *db.Tx) error { return w.table(tx, t, h.Tables[i]) }
		if s.planted == "many moments" {
			err = s.DB.Read(w.ctx, read)
		} else {
			err = read(tx)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writing) table(tx *db.Tx, t db.Table, head TableHead) error {
	if err := w.b.writeJSON(blockTable, tableStart{t.Name}); err != nil {
		return err
	}
	sum, n := sha256.New(), int64(0)
	w.buf = w.buf[:0]
	err := t.Each(tx, func(row []any) (err error) {
		if w.buf, err = appendRow(w.buf, head, row); err != nil {
			return err
		}
		if n++; n%tick == 0 {
			w.progress.at("backup", w.rep.Rows+n, w.total)
		}
		return w.flush(sum, maxBlock)
	})
	if err == nil {
		err = w.flush(sum, 1)
	}
	if err != nil {
		return err
	}
	if n != head.Rows {
		return fmt.Errorf("backup: %s had %d rows and has %d", t.Name, head.Rows, n)
	}
	proof := Proof{t.Name, n, hex.EncodeToString(sum.Sum(nil))}
	w.rep.Tables = append(w.rep.Tables, proof)
	w.rep.Rows += n
	w.progress.at("backup", w.rep.Rows, w.total)
	return w.b.writeJSON(blockEnd, end{n, proof.Digest})
}

// tick is how many rows pass between two words on progress; each is also a look
// at whether anybody still waits.
const tick = 4096

// flush writes blocks while at least this much has gathered.
func (w *writing) flush(sum hash.Hash, least int) error {
	rest := w.buf
	if len(rest) < least {
		return nil
	}
	for len(rest) >= least && len(rest) > 0 {
		part := rest[:min(len(rest), maxBlock)]
		sum.Write(part)
		if err := w.b.write(blockRows, part); err != nil {
			return err
		}
		rest = rest[len(part):]
	}
	w.buf = append(w.buf[:0], rest...)
	return w.ctx.Err()
}

// stored writes a file of the store. One that was swept away meanwhile is not
// missed; one that is damaged must not stop the backup of all the others, so it
// is told of instead.
func (w *writing) stored(from blob.Store, i blob.Info) error {
	content, err := from.Get(w.ctx, i.Hash)
	switch {
	case errors.Is(err, blob.ErrMissing):
		return nil
	case errors.Is(err, blob.ErrDamaged):
		w.rep.Lost = append(w.rep.Lost, i.Hash)
		return nil
	case err != nil:
		return err
	}
	defer content.Close()
	size, err := content.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = content.Seek(0, io.SeekStart)
	}
	if err != nil {
		return err
	}
	return w.file(i.Hash, size, content)
}

// file writes one file and holds its content against its name.
func (w *writing) file(hash string, size int64, content io.Reader) error {
	if err := w.b.writeJSON(blockFile, fileStart{hash, size}); err != nil {
		return err
	}
	sum, n := sha256.New(), int64(0)
	part := make([]byte, maxBlock)
	for {
		got, err := io.ReadFull(content, part)
		sum.Write(part[:got])
		n += int64(got)
		if got > 0 {
			if err := w.b.write(blockData, part[:got]); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err := errors.Join(err, w.ctx.Err()); err != nil {
			return err
		}
	}
	if is := hex.EncodeToString(sum.Sum(nil)); n != size || is != hash {
		return fmt.Errorf("backup: file %s is %s of %d bytes", hash, is, n)
	}
	w.rep.Files++
	w.rep.FileBytes += n
	return w.b.writeJSON(blockEnd, end{Digest: hash})
}
