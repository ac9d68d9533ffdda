package db

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"alun/ground/fault"
)

// Migration is one change of the house's tables: a file of one room. Files of
// all rooms form one history, sorted by name.
type Migration struct {
	Name string // 20261121-01-place.sql
	Text string // PostgreSQL's spelling, with blocks for single engines
}

var migrationName = regexp.MustCompile(`^\d{8}-\d{2}-[a-z]+\.sql$`)

// Migrations collects migrations/*.sql of the rooms into one sorted history.
func Migrations(rooms ...fs.FS) ([]Migration, error) {
	var all []Migration
	for _, room := range rooms {
		files, err := fs.Glob(room, "migrations/*.sql")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			text, err := fs.ReadFile(room, file)
			if err != nil {
				return nil, err
			}
			if !migrationName.MatchString(path.Base(file)) {
				return nil, fmt.Errorf("db: migration %s is not named YYYYMMDD-NN-room.sql", file)
			}
			all = append(all, Migration{path.Base(file), string(text)})
		}
	}
	slices.SortFunc(all, func(a, b Migration) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(all); i++ {
		if all[i].Name == all[i-1].Name {
			return nil, fmt.Errorf("db: two migrations are named %s", all[i].Name)
		}
	}
	return all, nil
}

func (m Migration) sum() string {
	h := sha256.Sum256([]byte(m.Text))
	return hex.EncodeToString(h[:])
}

// Applied is a migration that the database has had.
type Applied struct {
	Name string
	Sum  string // SHA-256 of the file, hex
	At   time.Time
}

// Migrate brings the database up to the house's history and returns the names
// of what it applied. It refuses, with a sentence, a database written by a newer
// program, a changed file, and a file that sorts before one already applied.
func (d *DB) Migrate(ctx context.Context, all []Migration) (applied []string, err error) {
	defer fault.Op(&err, "db: migrate")
	for {
		name, err := d.migrateNext(ctx, all)
		if err != nil || name == "" {
			return applied, err
		}
		applied = append(applied, name)
	}
}

// migrateNext applies the first migration that is missing, in one transaction.
func (d *DB) migrateNext(ctx context.Context, all []Migration) (name string, err error) {
	err = d.store.migrating(ctx, func(q querier) error {
		name = ""
		tx := &Tx{q: q, db: d, now: d.now(), may: true}
		if err := q.script(forEngine(historyTable, d.Engine())); err != nil {
			return err
		}
		had, err := history(tx)
		if err != nil {
			return err
		}
		next, err := d.missing(all, had)
		if err != nil || next == nil {
			return err
		}
		if err := q.script(forEngine(next.Text, d.Engine())); err != nil {
			return fmt.Errorf("%s: %w", next.Name, err)
		}
		name = next.Name
		_, err = tx.Exec(`insert into db_migration (name, sum, applied_at) values ($1, $2, $3)`,
			next.Name, next.sum(), tx.Now())
		if err != nil {
			return err
		}
		return tellMigrated(tx)
	})
	d.touch.mark([]string{everything}, nil)
	return name, err
}

// tellMigrated tells the other nodes that any table may be another one now.
func tellMigrated(tx *Tx) error {
	if tx.Engine() != Postgres {
		return nil
	}
	there, _, err := One(tx, (*Row).Bool, `select to_regclass('db_touch') is not null`)
	if err != nil || !there {
		return err
	}
	_, err = tx.Exec(`insert into db_touch (tables) values ($1)`, everything)
	return err
}

const historyTable = `create table if not exists db_migration (
	name text not null primary key,
	sum text not null,
	applied_at bigint not null
);`

func history(tx *Tx) ([]Applied, error) {
	return All(tx, func(r *Row) Applied { return Applied{r.Text(), r.Text(), r.Time()} },
		`select name, sum, applied_at from db_migration order by name`)
}

// History lists what the database has had, in order.
func (d *DB) History(ctx context.Context) (had []Applied, err error) {
	err = d.Read(ctx, func(tx *Tx) error {
		had, err = history(tx)
		return err
	})
	return had, err
}

// missing finds the first migration that the database lacks, after holding what
// it has had against the program's history.
func (d *DB) missing(all []Migration, had []Applied) (*Migration, error) {
	for i, h := range had {
		at := slices.IndexFunc(all, func(m Migration) bool { return m.Name == h.Name })
		switch {
		case at < 0 && d.opt.fault != "any version":
			return nil, fault.New(fault.Conflict, "db.newer", h.Name)
		case at >= 0 && all[at].sum() != h.Sum:
			return nil, fault.New(fault.Conflict, "db.changed", h.Name)
		case at != i && d.opt.fault != "any order" && d.opt.fault != "any version":
			return nil, fault.New(fault.Conflict, "db.order", all[i].Name, h.Name)
		}
	}
	for i := range all {
		if !slices.ContainsFunc(had, func(h Applied) bool { return h.Name == all[i].Name }) {
			return &all[i], nil
		}
	}
	return nil, nil
}

// Current refuses a database that lacks migrations or has unknown ones: what a
// command that only reads asks before it reads.
func (d *DB) Current(ctx context.Context, all []Migration) error {
	had, err := d.History(ctx)
	if err != nil {
		return fault.New(fault.Conflict, "db.empty").Because(err)
	}
	next, err := d.missing(all, had)
	if err == nil && next != nil {
		return fault.New(fault.Conflict, "db.older", next.Name)
	}
	return err
}
