package main

import (
	"os"
	"testing"

	"alun/ground/lang"
)

// TestAHouseOnAnyDatabaseBeginsInAnEmptyFolder: nobody has to make one for its key.
func TestAHouseOnAnyDatabaseBeginsInAnEmptyFolder(t *testing.T) {
	for engine, fresh := range withRooms() {
		t.Run(engine, func(t *testing.T) {
			words, err := sentences()
			if err != nil {
				t.Fatal(err)
			}
			cfg := &Config{Database: fresh(t), City: "balikpapan"}
			t.Chdir(t.TempDir())
			h, err := open(t.Context(), cfg, &desk{words.In(lang.ID), words, streams{}})
			if err != nil {
				t.Fatal(err)
			}
			h.db.Close()
			if _, err := os.Stat(cfg.keyPath()); err != nil {
				t.Error(err)
			}
		})
	}
}
