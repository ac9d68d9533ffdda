package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"alun/ground/fault"
)

// Schedule makes backups by itself, into one folder.
type Schedule struct {
	Folder string
	Every  time.Duration
	Keep   Keep
	Source Source

	mu     sync.Mutex
	status Status
	now    func() time.Time // nil: time.Now
}

// Status is how it stands with the backups of a schedule.
type Status struct {
	Folder  string
	Every   time.Duration
	Last    Kept          // the newest backup; a zero time: there is none yet
	Next    time.Time     // when the next one is due
	Failed  int           // attempts since the last one that worked
	Failure string        // what the last attempt said; "" when it worked
	Took    time.Duration // of the last one that worked, by this process
	Lost    int           // stored files that were damaged at the last backup
}

// Late reports whether a backup is missing: twice the time has passed.
func (s Status) Late(now time.Time) bool { return now.Sub(s.Last.At) > 2*s.Every }

// Status tells how it stands; it looks into the folder.
func (s *Schedule) Status() Status {
	s.mu.Lock()
	now := s.status
	s.mu.Unlock()
	now.Folder, now.Every = s.Folder, s.Every
	if all, err := List(s.Folder); err == nil && len(all) > 0 {
		now.Last = all[0]
		now.Next = now.Last.At.Add(s.Every)
	} else if err != nil && now.Failure == "" && !errors.Is(err, os.ErrNotExist) {
		now.Failure = err.Error()
	}
	return now
}

// Turn makes a backup if one is due, and then removes what the rule no longer
// keeps: never before a newer one is there, whole and checked.
func (s *Schedule) Turn(ctx context.Context) (err error) {
	defer fault.Op(&err, "backup: schedule")
	clock := s.now
	if clock == nil {
		clock = time.Now
	}
	if now := clock(); s.Status().Next.After(now) && s.Status().Last.At.Before(now.Add(s.Every)) {
		return nil
	}
	start := time.Now()
	rep, err := s.make(ctx, clock())
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.status.Failed++
		s.status.Failure = err.Error()
		return err
	}
	s.status = Status{Took: time.Since(start), Lost: len(rep.Lost)}
	return nil
}

func (s *Schedule) make(ctx context.Context, now time.Time) (rep Report, err error) {
	if err := os.MkdirAll(s.Folder, 0o700); err != nil {
		return rep, fault.New(fault.Denied, "backup.cannot_write", s.Folder).Because(err)
	}
	name := filepath.Join(s.Folder, now.UTC().Format(nameForm)+Ending)
	if _, rep, err = WriteFile(ctx, name, s.Source, nil); err != nil {
		return rep, err
	}
	return rep, prune(s.Folder, s.Keep)
}
