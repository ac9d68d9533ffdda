package opendataweb

import "embed"

// Files holds the sentences of the pages.
//
//go:embed words
var Files embed.FS
