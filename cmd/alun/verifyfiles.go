package main

import (
	"context"

	"alun/ground/blob"
	"alun/ground/seal"
)

// verifyFiles reads every file that a record refers to, and holds it against its
// hash. Files that no row knows are told and are no finding: an older database
// was restored beside them, or another one uses the same store.
func verifyFiles(cfg *Config) func(context.Context, *inquiry) error {
	return func(ctx context.Context, q *inquiry) error {
		store, err := cfg.files()
		if err != nil {
			return err
		}
		unknown := 0
		sound, err := blob.Verify(ctx, q.store, store, func(f blob.Finding) error {
			switch f.What {
			case blob.Unknown:
				unknown++
			case blob.Unreadable:
				return f.Err // the store does not answer: that says nothing of the file
			default:
				q.tell(seal.Finding{Record: "blob_file " + f.Hash, Key: "cli.verify_file_" + f.What})
			}
			return nil
		})
		if err != nil {
			return err
		}
		if q.json {
			return writeJSON(q.d.out, map[string]any{"checked": "files", "sound": sound, "unknown": unknown})
		}
		q.d.say(q.d.T("cli.verify_files", sound, unknown))
		return nil
	}
}
