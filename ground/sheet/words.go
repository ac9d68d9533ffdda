package sheet

import "embed"

// Files holds the room's sentences for lang.Load.
//
//go:embed words
var Files embed.FS
