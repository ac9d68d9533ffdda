package parts

import "embed"

// Files holds the sentences of the parts in every language, for lang.Load.
//
//go:embed words
var Files embed.FS
