package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"

	"alun/ground/db"
	"alun/record/place"
	"alun/record/plan"
	"alun/record/registry/kbli"
	"alun/record/registry/size"
)

// cityFile is city.json of a profile.
type cityFile struct {
	Name    string   `json:"name"`
	NameEN  string   `json:"name_en"`
	NameJA  string   `json:"name_ja"`
	Short   string   `json:"short"`
	Area    string   `json:"area"`
	Reports []string `json:"reports"`
	// Reminders are how many days before a deadline offices are reminded, -1 being
	// the first day late; an empty list switches that off.
	Reminders *[]int `json:"reminders"`
}

func readCity(profile fs.FS) (c cityFile, err error) {
	raw, err := fs.ReadFile(profile, "city.json")
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	return c, err
}

// loadProfile brings places, offices and promises in when the profile differs
// from the one that the database has.
func (h *house) loadProfile(ctx context.Context) error {
	sum, err := profileSum(h.profile)
	if err != nil {
		return err
	}
	var had string
	if err := h.db.Read(ctx, func(tx *db.Tx) error { had, err = db.Fact(tx, "profile"); return err }); err != nil || had == sum {
		return err
	}
	places, err := place.ReadProfile(h.profile)
	if err != nil {
		return err
	}
	if _, err := place.Load(ctx, h.db, places); err != nil {
		return err
	}
	if err := h.loadCodes(ctx); err != nil {
		return err
	}
	if err := h.loadSizes(ctx); err != nil {
		return err
	}
	if err := h.loadNaikKelas(ctx); err != nil {
		return err
	}
	plans, err := plan.ReadProfile(h.profile)
	if err != nil {
		return err
	}
	plans.Digest = h.planDigests()
	return h.db.Write(ctx, func(tx *db.Tx) error {
		if err := plans.Load(tx); err != nil {
			return err
		}
		if err := plans.Link(tx); err != nil {
			return err
		}
		return db.SetFact(tx, "profile", sum)
	})
}

// loadCodes brings the classification of businesses in.
func (h *house) loadCodes(ctx context.Context) error {
	codes, err := kbli.ReadProfile(h.profile)
	if err == nil {
		_, err = kbli.Load(ctx, h.db, codes)
	}
	return err
}

// loadSizes brings the rules of size classes in.
func (h *house) loadSizes(ctx context.Context) error {
	sizes, err := size.ReadProfile(h.profile)
	if err == nil {
		_, err = size.Load(ctx, h.db, sizes)
	}
	return err
}

// profileSum is one SHA-256 over all small files of the profile.
func profileSum(profile fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(profile, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		h.Write([]byte(name))
		f, err := profile.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = io.Copy(h, f) // not read whole: at every start this was a megabyte of garbage
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// importProfile imports the reports that the profile ships, each file once: a
// correction that the city brought in later must not be undone by a restart.
func (h *house) importProfile(ctx context.Context, progress func(string, int, int)) ([]plan.Result, error) {
	c, err := readCity(h.profile)
	if err != nil {
		return nil, err
	}
	var done []plan.Result
	for _, name := range c.Reports {
		res, err := h.importOnce(ctx, name, progress)
		if err != nil {
			return nil, err
		}
		done = append(done, res)
	}
	return done, h.linkPromises(ctx)
}

func (h *house) importOnce(ctx context.Context, name string, progress func(string, int, int)) (res plan.Result, err error) {
	raw, err := fs.ReadFile(h.profile, name)
	if err != nil {
		return res, err
	}
	in, err := plan.ReadFile(name, bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return res, err
	}
	fact, was := "report/"+name, ""
	if err := h.db.Read(ctx, func(tx *db.Tx) error { was, err = db.Fact(tx, fact); return err }); err != nil {
		return res, err
	}
	if was == in.Sum {
		return plan.Result{Same: true, Unchanged: len(in.Rows)}, nil
	}
	if res, err = plan.Import(ctx, h.db, in, plan.ImportOptions{Actor: "profile", Rules: h.rules, Digest: h.planDigests(), Progress: progress}); err != nil {
		return res, err
	}
	return res, h.db.Write(ctx, func(tx *db.Tx) error { return db.SetFact(tx, fact, in.Sum) })
}

// linkPromises ties the promises to rows that may just have come in.
func (h *house) linkPromises(ctx context.Context) error {
	p, err := plan.ReadProfile(h.profile)
	if err != nil {
		return err
	}
	p.Digest = h.planDigests()
	return h.db.Write(ctx, p.Link)
}
