package field

import "embed"

// Files holds the sentences of the room; its tables stand with the register's.
//
//go:embed words
var Files embed.FS
