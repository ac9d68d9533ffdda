package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"alun/ground/backup"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/diary"
)

// backupCmd writes everything but the keys into one file.
type backupCmd struct {
	To    string `arg:"" name:"file" help:"${cli_backup_to_file}" placeholder:"FILE|FOLDER|-"`
	Check bool   `help:"${cli_backup_check}"`
	JSON  bool   `help:"${cli_json}"`
}

// Run writes a backup while others go on writing, or checks one that is there.
func (c *backupCmd) Run(ctx context.Context, cfg *Config, d *desk) error {
	if c.Check {
		rep, err := backup.CheckFile(c.To, percent(d))
		if err != nil {
			return err
		}
		return report(d, rep, c.JSON, "cli.backup_sound", c.To)
	}
	store, err := db.Open(ctx, cfg.Database, db.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer store.Close()
	files, err := cfg.files()
	if err != nil {
		return err
	}
	from := source(store, files, cfg)
	if c.To == "-" {
		_, err := backup.Write(ctx, d.out, from, percent(d))
		return err
	}
	name, rep, err := backup.WriteFile(ctx, c.To, from, percent(d))
	if err != nil {
		return err
	}
	return report(d, rep, c.JSON, "cli.backup_done", name)
}

// source is what a backup of this house is made of.
func source(d *db.DB, files blob.Store, cfg *Config) backup.Source {
	return backup.Source{DB: d, Store: files, Program: version, City: cfg.City, Head: diaryHead}
}

// schedule is what serve does about backups by itself; nil when no folder for
// them is named.
func (h *house) schedule(cfg *Config) (*backup.Schedule, error) {
	if cfg.BackupTo == "" {
		return nil, nil
	}
	keep, err := backup.ParseKeep(cfg.BackupKeep)
	if err != nil {
		return nil, err
	}
	if cfg.BackupEvery < time.Minute {
		return nil, fault.New(fault.Invalid, "cli.backup_too_often", cfg.BackupEvery.String())
	}
	s := &backup.Schedule{Folder: cfg.BackupTo, Every: cfg.BackupEvery, Keep: keep, Source: source(h.db, h.files.Store, cfg)}
	return s, h.figures.Register(s)
}

// diaryHead is the hash at the end of the diary; "" where nothing is sealed, or
// the tables are from before there were seals.
func diaryHead(tx *db.Tx) (string, error) {
	all, err := db.Tables(tx)
	if err != nil || !slices.ContainsFunc(all, func(t db.Table) bool { return t.Name == "diary_tip" }) {
		return "", err
	}
	head, _, err := diary.Newest(tx)
	return head.Hash, err
}

// report prints what was done: for programs one JSON object, for people a line
// for each table and a sentence.
func report(d *desk, rep backup.Report, asJSON bool, key, name string) error {
	if asJSON {
		return writeJSON(d.out, rep)
	}
	for _, t := range rep.Tables {
		if _, err := fmt.Fprintf(d.out, "%-28s %10d  %s\n", t.Name, t.Rows, t.Digest[:16]); err != nil {
			return err
		}
	}
	h := rep.Header
	d.say(d.T(key, name, rep.Rows, len(rep.Tables), rep.Files, h.MadeAt.Format(shownTime), h.Engine))
	if h.DiaryHead != "" {
		d.say(d.T("cli.backup_head", h.DiaryHead))
	}
	for _, hash := range rep.Lost {
		d.say(d.T("cli.backup_lost", hash))
	}
	return nil
}

// percent shows the progress of long reading and writing: a bar on a terminal,
// elsewhere a line for each tenth, because there may be millions of rows.
func percent(d *desk) backup.Progress {
	if f, ok := d.err.(*os.File); ok && terminal(f) {
		return bar(d)
	}
	stage, tenth := "", 0
	return func(now string, done, total int) {
		if now != stage {
			stage, tenth = now, 0
		}
		if total > milestone && done*10/total > tenth {
			tenth = done * 10 / total
			d.say(d.T("cli.stage_"+now) + ": " + d.T("cli.stage_of", done, total))
		}
	}
}
