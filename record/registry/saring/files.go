package saring

import "embed"

// Files holds the sentences.
//
//go:embed words
var Files embed.FS
