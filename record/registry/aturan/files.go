package aturan

import "embed"

// Files holds the room's sentences.
//
//go:embed words
var Files embed.FS
