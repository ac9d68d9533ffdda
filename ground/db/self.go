package db

// Newest is the name of the last migration that the database has had.
func Newest(tx *Tx) (string, error) {
	name, _, err := One(tx, (*Row).Text, `select name from db_migration order by name desc limit 1`)
	return name, err
}

// Size is how many bytes the database takes on its disk; on SQLite without the
// log that stands beside the file.
func Size(tx *Tx) (int64, error) {
	query := `select page_count * page_size from pragma_page_count, pragma_page_size`
	if tx.Engine() == Postgres {
		query = `select pg_database_size(current_database())`
	}
	n, _, err := One(tx, (*Row).Int64, query)
	return n, err
}
