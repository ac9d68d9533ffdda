package directory

import "context"

// Omit leaves a guard out.
func Omit(guard string) { omitted = guard }

// Built is how often an index was built.
func (d *Directory) Built() int64 { return d.built.Load() }

// End saves, as Run does at its end.
func (d *Directory) End() { d.end() }

// Look does what Run does about every second.
func (d *Directory) Look(ctx context.Context) error { return d.look(ctx) }

// Count does what Run does about every minute.
func (d *Directory) Count(ctx context.Context) error { return d.count(ctx) }

// Devices are what helps a directory understand everyday words.
type Devices = devices

// Lack takes devices away, to measure what they are worth: before the first index.
func (d *Directory) Lack(off Devices) { d.lacks = off }
