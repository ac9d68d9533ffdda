package directory

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/ground/find"
	"alun/record/diary"
	"alun/record/registry"
	"alun/record/registry/kbli"
)

// Tag names this index for what is kept of pages: a read that shows what Find, Suggest
// or Cells gave calls tx.Tag(directory.Tag) before it asks.
const Tag = "registry_directory"

// Config is what a directory is made of. DB, Book and Shelf must be set.
type Config struct {
	DB    *db.DB
	Book  *registry.Book
	Shelf *kbli.Shelf
	Zone  *time.Location // of opening hours; nil is the city's
	Log   *slog.Logger
	Path  string // of the saved file; "" keeps none
	// More is a door: what other parts know of businesses. It may be nil.
	More func(tx *db.Tx, businesses []db.ID) (map[db.ID]More, error)
}

// More is what other parts know of a business, as far as the public may see it.
type More struct {
	Products []string // names and descriptions
	Holds    []string // kinds of permits held
	Photo    string   // blob hash of the first photo, or ""
}

// Directory is the index over the published businesses. Its methods may be called from
// any goroutine.
type Directory struct {
	config  Config
	turn    chan struct{} // held by whoever changes now, or the index in it
	making  sync.Mutex    // held by whoever builds while another index serves
	now     atomic.Pointer[holding]
	state   atomic.Pointer[State]
	wake    wake          // what the diary came to lately
	built   atomic.Int64  // how often an index was built, for tests
	answers chan struct{} // closed when first an index answers
	first   sync.Once
	lacks   devices // nothing; tests measure what each device is worth
}

// devices are what helps to understand everyday words.
type devices struct{ Stem, Same, Typos bool }

// holding is an index, with what it holds. Only index and hours may be used without
// holding the turn.
type holding struct {
	index *find.Index
	hours *hours
	lore  *lore
	mark  diary.Mark
	order string    // to build anew that it has followed: see Order
	day   date.Day  // on which permits were good
	saved time.Time // zero: not yet
	fresh bool      // changed since it was saved
	apart bool      // changed since its parts were joined
}

// New makes a directory that is not ready yet: Run or Caught make it so.
func New(c Config) (*Directory, error) {
	if c.DB == nil || c.Book == nil || c.Shelf == nil {
		return nil, errors.New("directory: database, book and shelf are needed")
	}
	if c.Zone == nil {
		c.Zone = date.WITA
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	d := &Directory{config: c, turn: make(chan struct{}, 1), answers: make(chan struct{})}
	d.state.Store(&State{})
	return d, nil
}

// free takes the turn if nobody holds it.
func (d *Directory) free() bool {
	select {
	case d.turn <- struct{}{}:
		return true
	default:
		return false
	}
}

// take waits for the turn.
func (d *Directory) take(ctx context.Context) error {
	select {
	case d.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *Directory) give() { <-d.turn }

// State is how far the directory is.
type State struct {
	Ready     bool
	Documents int
	At        diary.Mark
	Behind    int64         // entries of the diary that it has not read, as of a second ago
	Late      time.Duration // how long the oldest of them has waited
	Saved     time.Time
}

// State tells how far the directory is.
func (d *Directory) State() State {
	s := *d.state.Load()
	s.Behind, s.Late = d.wake.behind(s.At.Seq)
	return s
}

// Answers is closed when the directory answers for the first time.
func (d *Directory) Answers() <-chan struct{} { return d.answers }

// tell renews what State tells; whoever holds the turn calls it.
func (d *Directory) tell(h *holding) {
	s := State{At: h.mark, Saved: h.saved, Documents: h.index.Len(), Ready: d.now.Load() == h}
	d.state.Store(&s)
}

// serving is what answers questions.
func (d *Directory) serving() (*holding, error) {
	if h := d.now.Load(); h != nil {
		return h, nil
	}
	return nil, fault.New(fault.Busy, "directory.not_ready")
}
