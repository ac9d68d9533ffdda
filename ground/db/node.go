package db

import (
	"context"
	"time"

	"alun/ground/fault"
)

// leaseTime is how long a node number stays with a process that does not renew it.
const leaseTime = 10 * time.Minute

// Join leases a node number for this process, so that its ids differ from those
// of every other process on the same database, and renews it until ctx ends.
// Call it once after Migrate, before the first id.
func (d *DB) Join(ctx context.Context) (err error) {
	defer fault.Op(&err, "db: join")
	var node int64
	err = d.Write(ctx, func(tx *Tx) error {
		var err error
		node, err = leaseNode(tx)
		return err
	})
	if err != nil {
		return err
	}
	d.ids.mu.Lock()
	d.ids.node = node
	d.ids.mu.Unlock()
	go d.renew(ctx, node)
	return nil
}

// leaseNode takes the lowest number that is free or whose lease has run out.
func leaseNode(tx *Tx) (int64, error) {
	until := tx.Now().Add(leaseTime)
	free, found, err := One(tx, (*Row).Int64,
		`select number from db_node where until < $1 order by number limit 1`, tx.Now())
	if err != nil {
		return 0, err
	}
	if found {
		_, err = tx.Exec(`update db_node set until = $1 where number = $2`, until, free)
		return free, err
	}
	n, _, err := One(tx, (*Row).Int64, `select coalesce(max(number) + 1, 0) from db_node`)
	if err != nil {
		return 0, err
	}
	if n >= nodes {
		return 0, fault.New(fault.Busy, "db.no_node")
	}
	_, err = tx.Exec(`insert into db_node (number, until) values ($1, $2)`, n, until)
	return n, err
}

func (d *DB) renew(ctx context.Context, node int64) {
	tick := time.NewTicker(leaseTime / 5)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			// A missed renewal is tried again at the next tick, well inside the lease.
			_ = d.Write(ctx, func(tx *Tx) error {
				_, err := tx.Exec(`update db_node set until = $1 where number = $2`, tx.Now().Add(leaseTime), node)
				return err
			})
		}
	}
}

// Fact reads what the database has agreed on with its surroundings; "" when
// nothing has been.
func Fact(tx *Tx, name string) (string, error) {
	v, _, err := One(tx, (*Row).Text, `select value from db_fact where name = $1`, name)
	return v, err
}

// SetFact keeps what the database agrees on.
func SetFact(tx *Tx, name, value string) error {
	_, err := tx.Exec(`insert into db_fact (name, value) values ($1, $2)
		on conflict (name) do update set value = excluded.value`, name, value)
	return err
}
