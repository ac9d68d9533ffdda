package diary

import (
	"testing"
	"time"

	"alun/ground/db"
	"alun/ground/db/dbtest"
)

func TestTheLagIsWhatIsNotSealed(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, clock *dbtest.Clock) {
		if got := read(t, d, Lagging); got != (Lag{}) {
			t.Errorf("an empty diary lags by %+v", got)
		}
		fill(t, d, 3)
		clock.MoveOn(time.Minute)
		if got := read(t, d, Lagging); got.Unsealed != 3 || got.Sealed != 0 || got.Oldest < time.Minute {
			t.Errorf("three entries and no seal: %+v", got)
		}
		sealAll(t, d, signer(t))
		if got := read(t, d, Lagging); got.Unsealed != 0 || got.Sealed != 3 || got.Oldest != 0 {
			t.Errorf("all is sealed: %+v", got)
		}
	})
}
