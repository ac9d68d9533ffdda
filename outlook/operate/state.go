package operate

import (
	"context"
	"path/filepath"
	"time"

	"alun/ground/backup"
	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/jobs"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/record/diary"
)

// state is everything that is looked at, at one moment.
type state struct {
	at      time.Time
	up      bool
	broken  string // why the database gave no answer
	inside  inside
	stats   db.Stats
	volumes []volume
	backup  *backup.Status
	index   *Index    // nil: there is none
	expires time.Time // of the certificate; zero: none
	hour    counts    // what happened in the last hour
	server  bool      // there is one to send mail
	public  string    // where links lead
	nowhere bool      // and nobody said that others can open it
}

// inside is what the database knows of itself.
type inside struct {
	jobs        []jobs.Stats
	lag         diary.Lag
	head        diary.Head
	followers   []diary.Follower
	blobs       blob.Total
	letters     map[string]int64 // by state
	box         map[string]int64 // the same of WhatsApp
	boxAge      time.Duration    // of the oldest that waits
	bytes       int64
	incarnation string
	migration   string
}

// volume is how full a place is.
type volume struct {
	Volume
	all, free int64
	err       error
}

// askTime bounds how long a look at the database may take.
const askTime = 3 * time.Second

// look gathers the state. It always comes back with something.
func (d *Desk) look(ctx context.Context) state {
	s := state{at: d.Now(), stats: d.DB.Stats(), hour: d.past.hour(d.counted()), server: d.Post.Server != nil, public: d.Public, nowhere: d.Nowhere}
	if d.Certificate != nil {
		s.expires = d.Certificate()
	}
	if d.Index != nil {
		index := d.Index()
		s.index = &index
	}
	if d.Backups != nil {
		status := d.Backups.Status()
		s.backup = &status
	}
	for _, v := range d.Volumes {
		all, free, err := room(existing(v.Path))
		s.volumes = append(s.volumes, volume{v, all, free, err})
	}
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	err := d.DB.Read(ctx, func(tx *db.Tx) (err error) { s.inside, err = d.inside(tx); return err })
	if s.up = err == nil; err != nil {
		s.broken = err.Error()
	}
	return s
}

// existing is the path itself, or the nearest folder above that is there: a
// folder for backups is made with the first of them.
func existing(path string) string {
	path, err := filepath.Abs(path)
	for err == nil && path != filepath.Dir(path) {
		if _, _, gone := room(path); gone == nil {
			return path
		}
		path = filepath.Dir(path)
	}
	return path
}

func (d *Desk) inside(tx *db.Tx) (in inside, err error) {
	for _, read := range []func(tx *db.Tx, in *inside) error{d.readDiary, d.readWork, d.readSelf} {
		if err == nil {
			err = read(tx, &in)
		}
	}
	return in, err
}

func (d *Desk) readDiary(tx *db.Tx, in *inside) (err error) {
	if in.lag, err = diary.Lagging(tx); err != nil {
		return err
	}
	if in.followers, err = diary.Followers(tx); err != nil {
		return err
	}
	in.head, _, err = diary.Newest(tx)
	return err
}

func (d *Desk) readWork(tx *db.Tx, in *inside) (err error) {
	if in.jobs, err = jobs.Count(tx); err != nil {
		return err
	}
	if in.letters, err = mail.Counts(tx); err != nil {
		return err
	}
	if in.box, in.boxAge, err = wa.Counts(tx); err != nil {
		return err
	}
	in.blobs, err = blob.Sums(tx)
	return err
}

func (d *Desk) readSelf(tx *db.Tx, in *inside) (err error) {
	if in.incarnation, err = db.Incarnation(tx); err != nil {
		return err
	}
	if in.migration, err = db.Newest(tx); err != nil {
		return err
	}
	in.bytes, err = db.Size(tx)
	return err
}
