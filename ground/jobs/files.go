package jobs

import "embed"

// Files holds this package's migrations and sentences.
//
//go:embed migrations words
var Files embed.FS
