package wa

import (
	"embed"
	"io/fs"
)

//go:embed static
var static embed.FS

// Static is the style of the slip, for web.Config.Static.
func Static() (fs.FS, error) { return fs.Sub(static, "static") }
