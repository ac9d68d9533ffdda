package place

import "embed"

// Files holds this room's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS
