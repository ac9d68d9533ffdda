package web

import (
	"context"
	"time"

	"alun/ground/db"
	"alun/ground/fault"
)

// recordTime is how long a record may wait for its turn to be written.
const recordTime = 5 * time.Second

// Record writes an attempt or a security event in a transaction of its own. It
// stays though the act is refused later, and it is written though the client has
// gone. Call it from Prepare, never inside another transaction.
func Record(r *Request, act func(tx *db.Tx) error) (err error) {
	defer fault.Op(&err, "web: record")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), recordTime)
	defer cancel()
	return r.site.db.Write(ctx, act)
}
