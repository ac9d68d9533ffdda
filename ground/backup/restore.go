package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
)

// Target is where a backup or a copy goes.
type Target struct {
	URL        string         // an empty place
	Migrations []db.Migration // the program's own history
	Store      blob.Store     // for the stored files; nil leaves them out, and refuses a backup that has some
	// Fits tells whether the key file at hand belongs to a database with this
	// check value; nil asks nobody, as for a copy, which needs no key.
	Fits func(check string) error
	Head func(tx *db.Tx) (string, error) // as in Source

	spoil func(table string, row []any) // changes rows on their way, for this package's own proofs only
}

// Restore makes a database of a backup. The whole file is checked before
// anything is written, and the database is compared with it before it is there.
func Restore(ctx context.Context, file string, to Target, p Progress) (rep Report, err error) {
	defer fault.Op(&err, "backup: restore %s", file)
	f, err := openFile(file)
	if err != nil {
		return rep, err
	}
	defer f.Close()
	in, err := newReading(f)
	if err != nil {
		return rep, err
	}
	if _, err := to.accepts(in.rep.Header); err != nil { // soon, and again by load
		return rep, err
	}
	if _, err := in.walk(visitor{progress: p, stage: "check"}); err != nil {
		return rep, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return rep, err
	}
	return to.load(ctx, f, "restore", p)
}

// openFile opens a backup to read.
func openFile(file string) (*os.File, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fault.New(fault.NotFound, "backup.no_file", file).Because(err)
	}
	return f, nil
}

// Copy carries a database into an empty place of either engine, without a file.
func Copy(ctx context.Context, from Source, to Target, p Progress) (rep Report, err error) {
	defer fault.Op(&err, "backup: copy")
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r, w := io.Pipe()
	written := make(chan struct{})
	go func() {
		_, err := from.write(ctx, w, false, nil)
		w.CloseWithError(err) // nil is the stream's end
		close(written)
	}()
	rep, err = to.load(ctx, r, "copy", p)
	r.CloseWithError(context.Canceled)
	stop()
	<-written
	rep.Size = 0
	return rep, err
}

// accepts refuses what this program and this key cannot open, and gives the
// migrations that the backup's tables have had.
func (to Target) accepts(h Header) ([]db.Migration, error) {
	if h.Format != Format {
		return nil, fault.New(fault.Conflict, "backup.newer_format")
	}
	history, err := db.Prefix(to.Migrations, h.History)
	if err == nil && h.Key != "" && to.Fits != nil {
		err = to.Fits(h.Key)
	}
	return history, err
}

// load fills the target from a stream of blocks.
func (to Target) load(ctx context.Context, r io.Reader, stage string, p Progress) (rep Report, err error) {
	in, err := newReading(r)
	if err != nil {
		return rep, err
	}
	history, err := to.accepts(in.rep.Header)
	if err != nil {
		return rep, err
	}
	var born string
	err = db.Fill(ctx, to.URL, history, func(f *db.Filling) error {
		l := loading{ctx: ctx, f: f, to: to}
		if rep, err = l.all(in, visitor{progress: p, stage: stage}); err != nil {
			return err
		}
		born, err = f.Reincarnate()
		return err
	})
	rep.Born = born
	return rep, err
}

// loading is a database being filled.
type loading struct {
	ctx context.Context
	f   *db.Filling
	to  Target
}

func (l loading) all(in *reading, v visitor) (Report, error) {
	tables, err := l.f.Tables()
	if err != nil {
		return in.rep, err
	}
	v.table = func(h TableHead, next func() ([]any, error)) error { return l.table(tables, h, next) }
	v.file = func(hash string, size int64, content io.Reader) error {
		if l.to.Store == nil {
			return fault.New(fault.Invalid, "backup.no_store")
		}
		return l.file(hash, content)
	}
	rep, err := in.walk(v)
	if err != nil {
		return rep, err
	}
	if err := l.f.Dress(); err != nil {
		return rep, err
	}
	return rep, l.prove(rep, v.progress)
}

// table loads one table into the one of the same name, whose columns may stand
// in another order.
func (l loading) table(tables []db.Table, h TableHead, next func() ([]any, error)) error {
	at := slices.IndexFunc(tables, func(t db.Table) bool { return t.Name == h.Name })
	if at < 0 {
		return fault.New(fault.Conflict, "backup.unknown_table", h.Name)
	}
	t := db.Table{Name: h.Name, Key: tables[at].Key}
	for _, c := range h.Columns {
		i := slices.IndexFunc(tables[at].Columns, func(x db.Column) bool { return x.Name == c.Name })
		if i < 0 {
			return fault.New(fault.Conflict, "backup.unknown_table", h.Name+"."+c.Name)
		}
		t.Columns = append(t.Columns, tables[at].Columns[i])
	}
	_, err := l.f.Load(t, func() ([]any, error) {
		if err := l.ctx.Err(); err != nil {
			return nil, err
		}
		row, err := next()
		if err == nil && l.to.spoil != nil {
			l.to.spoil(h.Name, row)
		}
		return row, err
	})
	return err
}

// file puts a stored file into the target's store, by way of a file on disk: a
// store wants to read it twice.
func (l loading) file(hash string, content io.Reader) error {
	temp, err := os.CreateTemp("", "alun-restore-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	if _, err := io.Copy(temp, content); err != nil {
		return err
	}
	return l.to.Store.Put(l.ctx, hash, temp)
}

// prove reads everything back out of the new database: the same number of rows
// and the same digest for each table, the same end of the diary.
func (l loading) prove(rep Report, p Progress) error {
	tables, err := l.f.Tables()
	if err != nil {
		return err
	}
	done := int64(0)
	for i, h := range rep.Header.Tables {
		at := slices.IndexFunc(tables, func(t db.Table) bool { return t.Name == h.Name })
		t := db.Table{Name: h.Name, Key: tables[at].Key, Columns: h.Columns}
		is, err := proofOf(l.ctx, l.f.Tx(), t, func(n int64) { p.at("prove", done+n, rep.Rows) })
		if err != nil {
			return err
		}
		if is != rep.Tables[i] {
			return fault.New(fault.Conflict, "backup.differs", h.Name).Because(fmt.Errorf("%+v, not %+v", is, rep.Tables[i]))
		}
		done += is.Rows
		p.at("prove", done, rep.Rows)
	}
	if l.to.Head == nil {
		return nil
	}
	head, err := l.to.Head(l.f.Tx())
	if err == nil && head != rep.Header.DiaryHead {
		err = fault.New(fault.Conflict, "backup.differs", "diary")
	}
	return err
}

// proofOf reads a table and makes what stands for its rows.
func proofOf(ctx context.Context, tx *db.Tx, t db.Table, tell func(int64)) (Proof, error) {
	sum, n := sha256.New(), int64(0)
	head := TableHead{Name: t.Name, Columns: t.Columns}
	var buf []byte
	err := t.Each(tx, func(row []any) (err error) {
		if buf, err = appendRow(buf[:0], head, row); err != nil {
			return err
		}
		sum.Write(buf)
		if n++; n%tick == 0 {
			tell(n)
			return ctx.Err()
		}
		return nil
	})
	return Proof{t.Name, n, hex.EncodeToString(sum.Sum(nil))}, err
}

// Prove reads a whole database and gives what stands for each table: two hold
// the same, on whichever engine, when these agree.
func Prove(ctx context.Context, d *db.DB) (all []Proof, err error) {
	defer fault.Op(&err, "backup: prove")
	err = d.Read(ctx, func(tx *db.Tx) error {
		all = nil
		tables, err := db.Tables(tx)
		if err != nil {
			return err
		}
		for _, t := range tables {
			p, err := proofOf(ctx, tx, t, func(int64) {})
			if err != nil {
				return err
			}
			all = append(all, p)
		}
		return nil
	})
	return all, err
}
