package intake

import "embed"

// Files holds the sentences of this part.
//
//go:embed words
var Files embed.FS
