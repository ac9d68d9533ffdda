package backup

import (
	"embed"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// Files holds the sentences of this package.
//
//go:embed words
var Files embed.FS

// Format is the version of the files that this program writes.
const Format = 1

// magic is how a backup begins; the number is the format's.
const magic = "alun-backup 1\n"

const (
	// maxBlock is how much content a block holds at most.
	maxBlock = 1 << 20
	// maxValue is the longest text or bytes of one column.
	maxValue = 64 << 20
	// maxColumns is more than any engine's tables have.
	maxColumns = 2000
)

// The kinds of blocks.
const (
	blockHeader = 'H'
	blockTable  = 'T'
	blockRows   = 'R'
	blockFile   = 'B'
	blockData   = 'D'
	blockEnd    = 'E'
	blockFooter = 'F'
)

// The marks before a value.
const (
	markNull = iota
	markWhole
	markText
	markBytes
)

// Header says what a backup is of.
type Header struct {
	Format      int          `json:"format"`
	Program     string       `json:"program"` // version of the program that wrote it
	City        string       `json:"city"`
	Engine      string       `json:"engine"`
	MadeAt      time.Time    `json:"made_at"` // the moment that it shows, UTC
	Incarnation string       `json:"incarnation"`
	Key         string       `json:"key"`        // check value of the key file that belongs to it; "" when there is none
	DiaryHead   string       `json:"diary_head"` // hash at the diary's end; "" when it has none
	History     []db.Applied `json:"history"`    // migrations that the tables have had
	Tables      []TableHead  `json:"tables"`     // parents first
}

// TableHead is one table with its size.
type TableHead struct {
	Name    string      `json:"name"`
	Columns []db.Column `json:"columns"`
	Rows    int64       `json:"rows"`
}

// tableStart, fileStart and end frame what is between them.
type (
	tableStart struct {
		Name string `json:"name"`
	}
	fileStart struct {
		Hash string `json:"hash"`
		Size int64  `json:"size"`
	}
	end struct {
		Rows   int64  `json:"rows,omitempty"`
		Digest string `json:"digest"` // SHA-256 of the rows or of the file, hex
	}
	footer struct {
		Tables int      `json:"tables"`
		Rows   int64    `json:"rows"`
		Files  int      `json:"files"`
		Bytes  int64    `json:"bytes"` // of the files
		Lost   []string `json:"lost,omitempty"`
	}
)

// Report is what a backup, a restore or a copy has done or found.
type Report struct {
	Header    Header   `json:"header"`
	Tables    []Proof  `json:"tables"`
	Rows      int64    `json:"rows"`
	Files     int      `json:"files"`
	FileBytes int64    `json:"file_bytes"`
	Lost      []string `json:"lost,omitempty"`        // files that were damaged in the store, by their hash
	Size      int64    `json:"size"`                  // of the backup, in bytes; 0 for a copy
	Digest    string   `json:"digest"`                // SHA-256 that stands for the whole backup, hex
	Born      string   `json:"incarnation,omitempty"` // of the restored database
	Migrated  []string `json:"migrated,omitempty"`    // what was applied after the restore
}

// Proof is one table with what stands for its rows.
type Proof struct {
	Name   string `json:"name"`
	Rows   int64  `json:"rows"`
	Digest string `json:"digest"` // SHA-256 of all rows in the order of the primary key, hex
}

// Progress hears how many rows of how many are done.
type Progress func(stage string, done, total int)

func (p Progress) at(stage string, done, total int64) {
	if p != nil {
		p(stage, int(done), int(total))
	}
}

// damaged says that the file is not what was written.
func damaged(err error) error { return fault.New(fault.Invalid, "backup.damaged").Because(err) }
