package main

import (
	"context"
	"slices"
	"strings"
	"time"

	"alun/ground/jobs"
	"alun/ground/web"
	"alun/record/plan"
	"alun/record/plan/planweb"
)

// remindDays are how many days before a deadline the house reminds by itself,
// where the city's profile says nothing; -1 is the first day late.
var remindDays = []int{7, 3, 1, -1}

// remindFrom is the hour of the city's day before which nobody is reminded.
const remindFrom = 7

// openRound gives the pages of the round what they need besides the record. has
// tells which addresses the house has, once all its doors are open.
func (h *house) openRound(d planweb.Desk, c cityFile, has func(pattern string) bool) planweb.Desk {
	n := h.notice
	h.bell = plan.Bell{People: h.people, Post: n.Post, Box: n.Box, Words: h.words, House: n.House, Base: n.Base, Days: remindDays, From: remindFrom}
	if c.Reminders != nil {
		h.bell.Days = *c.Reminders
	}
	d.DB, d.Digest, d.People, d.Bell, d.Has, d.Waits = h.db, h.planDigests(), h.people, h.bell, has, h.waits
	return d
}

// hasAddress looks an address up among those of a site that may still be open.
func hasAddress(site **web.Site) func(pattern string) bool {
	return func(pattern string) bool {
		if *site == nil {
			return false
		}
		for _, a := range (*site).Addresses() {
			if fits(a.Pattern, pattern) {
				return true
			}
		}
		return false
	}
}

// fits tells whether a pattern of the site is meant, or has an address: each of its segments
// in braces has any.
func fits(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	return slices.EqualFunc(want, got, func(w, g string) bool { return w == g || strings.HasPrefix(w, "{") && g != "" })
}

// reminders reminds offices before a deadline, and on the first day late.
func (h *house) reminders(ctx context.Context) {
	jobs.Lead(ctx, h.db, h.log, "plan reminders", 10*time.Minute, func(ctx context.Context) error { return h.bell.Turn(ctx, h.db) })
}
