package registry

import "alun/ground/db"

// CameFrom finds the business that an actor wrote down under a source and a key: see
// Registering.
func (k *Book) CameFrom(tx *db.Tx, actor, source, key string) (db.ID, bool, error) {
	return sourceRow{source: actor + "/" + source, key: key}.came(tx)
}
