package main

import (
	"context"
	"time"

	"alun/ground/jobs"
	"alun/ground/mail"
	"alun/ground/wa"
	"alun/outlook/notice"
	"alun/record/diary"
)

// teller opens what tells people by mail and WhatsApp.
func (h *house) teller(cfg *Config) (*notice.Desk, error) {
	c, err := readCity(h.profile)
	if err != nil {
		return nil, err
	}
	server, err := mail.Parse(cfg.MailURL, cfg.MailFrom)
	if err != nil {
		return nil, err
	}
	return &notice.Desk{Keys: h.keys, Post: &mail.Post{DB: h.db, Keys: h.keys, Server: server}, Box: wa.Box{Keys: h.keys},
		Words: h.words, House: "Alun " + c.Short, Base: cfg.publicURL()}, nil
}

// tellWorks note what the diary says, write digests, send, and forget.
func (h *house) tellWorks() []work {
	n := h.notice
	return []work{
		{"jobs", func(ctx context.Context) { jobs.NewRunner(h.db, h.log, h.traces.Jobs(n.Post.Handlers())).Run(ctx) }},
		{"notices", func(ctx context.Context) { diary.Follow(ctx, h.db, h.log, "notice", n.Turn) }},
		{"owner news", func(ctx context.Context) { diary.Follow(ctx, h.db, h.log, "owner", h.ownerNews().Hear) }},
		// By itself: what stops here keeps no reader from the news.
		{"round news", func(ctx context.Context) { diary.Follow(ctx, h.db, h.log, "round", h.bell.Hear) }},
		{"digests", func(ctx context.Context) {
			jobs.Lead(ctx, h.db, h.log, "notice digests", time.Minute, func(ctx context.Context) error { return n.Deliver(ctx, h.db) })
		}},
		{"forgetting", func(ctx context.Context) {
			jobs.Lead(ctx, h.db, h.log, "notice sweep", time.Hour, func(ctx context.Context) error { return n.Sweep(ctx, h.db) })
		}},
	}
}

// ownerNews tells owners what became of their businesses.
func (h *house) ownerNews() notice.Owners {
	n := h.notice
	return notice.Owners{People: h.people, Post: n.Post, Box: n.Box, Words: h.words, House: n.House, Base: n.Base}
}
