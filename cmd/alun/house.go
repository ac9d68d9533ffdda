package main

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"sync"

	"alun/city"
	"alun/ground/api"
	"alun/ground/backup"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/jobs"
	"alun/ground/keys"
	"alun/ground/lang"
	letters "alun/ground/letter"
	"alun/ground/mail"
	"alun/ground/sheet"
	"alun/ground/trace/otlp"
	"alun/ground/wa"
	"alun/ground/web"
	"alun/ground/web/parts"
	"alun/outlook/front"
	"alun/outlook/notice"
	"alun/outlook/notice/noticeweb"
	"alun/outlook/operate"
	"alun/record/account"
	"alun/record/account/accountweb"
	"alun/record/diary"
	"alun/record/diary/diaryapi"
	"alun/record/diary/diaryweb"
	"alun/record/place"
	"alun/record/plan"
	"alun/record/plan/check"
	"alun/record/plan/planweb"
	"alun/record/registry"
	"alun/record/registry/asosiasi"
	"alun/record/registry/asosiasiweb"
	"alun/record/registry/aturan"
	"alun/record/registry/aturanweb"
	"alun/record/registry/deskweb"
	"alun/record/registry/directory"
	"alun/record/registry/directoryweb"
	"alun/record/registry/field"
	"alun/record/registry/fieldweb"
	"alun/record/registry/ganda"
	"alun/record/registry/intake"
	"alun/record/registry/kbli"
	"alun/record/registry/kurasi"
	"alun/record/registry/kurasiweb"
	"alun/record/registry/lembar"
	"alun/record/registry/lembarweb"
	"alun/record/registry/naikkelas"
	"alun/record/registry/naikkelasweb"
	"alun/record/registry/opendataweb"
	"alun/record/registry/ownerweb"
	"alun/record/registry/paspor"
	"alun/record/registry/pasporweb"
	"alun/record/registry/product"
	"alun/record/registry/productweb"
	"alun/record/registry/registryapi"
	"alun/record/registry/registryweb"
	"alun/record/registry/saring"

	"github.com/prometheus/client_golang/prometheus"
)

// own holds the command line's sentences.
//
//go:embed words
var own embed.FS

// rooms are all rooms of the house that have tables or sentences, floor by floor.
var (
	withTables = []fs.FS{db.Files, jobs.Files, web.Files, api.Files, blob.Files, letters.Files, diary.Files, account.Files, place.Files, registry.Files, plan.Files, mail.Files, wa.Files, notice.Files}
	withWords  = []fs.FS{db.Files, backup.Files, jobs.Files, keys.Files, web.Files, api.Files, blob.Files, letters.Files, parts.Files, sheet.Files, diary.Files, diaryweb.Files, diaryapi.Files, account.Files, accountweb.Files, place.Files, registry.Files, asosiasi.Files, asosiasiweb.Files, ganda.Files, deskweb.Files, lembar.Files, lembarweb.Files, directory.Files, intake.Files, saring.Files, product.Files, registryweb.Files, registryapi.Files, productweb.Files, ownerweb.Files, paspor.Files, pasporweb.Files, directoryweb.Files, field.Files, fieldweb.Files, naikkelas.Files, naikkelasweb.Files, opendataweb.Files, aturan.Files, aturanweb.Files, kurasi.Files, kurasiweb.Files, plan.Files, planweb.Files, check.Files, front.Files, operate.Files, mail.Files, wa.Files, notice.Files, noticeweb.Files, own}
)

// sentences merges the words of all rooms, once.
var sentences = sync.OnceValues(func() (*lang.Catalogue, error) { return lang.Load(withWords...) })

// house is the open house: what a command works in.
type house struct {
	db        *db.DB
	keys      *keys.Ring
	people    *account.People
	used      *used // sessions that are in use
	demo      demoState
	showing   *showing             // nil: no made-up businesses are loaded
	codes     *kbli.Shelf          // the classification of businesses, in memory
	directory *directory.Directory // the published businesses, found
	files     *blob.Keeper
	profile   fs.FS
	rules     check.Rules
	askers    []paspor.Asker // who asks what of a business
	words     *lang.Catalogue
	log       *slog.Logger
	backups   *backup.Schedule // nil: the operator makes them otherwise
	figures   *prometheus.Registry
	traces    *otlp.Sender // nil: nobody gathers traces
	notice    *notice.Desk // set by site
	bell      plan.Bell    // set by site
}

// open opens the database, brings it up to date and loads the city's profile
// when it is new. Every command that writes starts here.
func open(ctx context.Context, c *Config, d *desk) (*house, error) {
	return openWith(ctx, c, d, db.Options{})
}

// openWith is open with what a test chooses of the database: its clock.
func openWith(ctx context.Context, c *Config, d *desk, o db.Options) (h *house, err error) {
	h = &house{words: d.words, figures: prometheus.NewRegistry()}
	if h.profile, err = city.Profile(c.City); err != nil {
		return nil, fault.New(fault.NotFound, "cli.no_city", c.City).Because(err)
	}
	if h.askers, err = paspor.ReadAskers(h.profile); err != nil {
		return nil, err
	}
	if h.rules, err = rulesOf(h.profile); err != nil {
		return nil, err
	}
	if h.db, err = db.Open(ctx, c.Database, o); err != nil {
		return nil, err
	}
	if err = c.makeFolder(); err == nil {
		err = h.ready(ctx, c.keyPath())
	}
	if err == nil {
		h.files, err = h.keeper(c)
	}
	if err == nil {
		err = h.openDirectory(c.directoryPath())
	}
	if err != nil {
		h.db.Close()
		return nil, err
	}
	return h, nil
}

// ready brings tables, keys and profile up to date.
func (h *house) ready(ctx context.Context, keyPath string) error {
	all, err := db.Migrations(withTables...)
	if err != nil {
		return err
	}
	if _, err := h.db.Migrate(ctx, all); err != nil {
		return err
	}
	if err := h.db.Incarnate(ctx); err != nil {
		return err
	}
	if err := h.openKeys(ctx, keyPath); err != nil {
		return err
	}
	if err := h.db.Join(ctx); err != nil {
		return err
	}
	h.openPeople()
	h.codes = kbli.NewShelf()
	if err := h.openDirectory(""); err != nil {
		return err
	}
	if err := plan.DigestOld(ctx, h.db, h.planDigests()); err != nil {
		return err
	}
	return h.loadProfile(ctx)
}

// openToRead opens a database for a command that only reads.
func openToRead(ctx context.Context, c *Config) (*db.DB, error) {
	d, err := db.Open(ctx, c.Database, db.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	all, err := db.Migrations(withTables...)
	if err == nil {
		err = d.Current(ctx, all)
	}
	if err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// rulesOf reads the thresholds of the checks from the city's profile; a profile
// without the file has the thresholds in the code.
func rulesOf(profile fs.FS) (check.Rules, error) {
	raw, err := fs.ReadFile(profile, "rules.json")
	if errors.Is(err, fs.ErrNotExist) {
		return check.Default(), nil
	}
	if err != nil {
		return check.Rules{}, err
	}
	return check.Load(raw)
}
