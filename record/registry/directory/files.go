package directory

import "embed"

// Files holds the sentences of the directory.
//
//go:embed words
var Files embed.FS
