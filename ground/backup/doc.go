// Package backup carries a whole database to another place: into a file and out
// of it again, or straight into the other engine.
//
// A backup file holds one consistent moment of all tables, engine-neutral, and
// the stored files. It does not hold the keys: without the key file its sealed
// values stay sealed and its codes stay unknown, and nobody restores it.
//
//	alun-backup 1                      one line: what this is, and its version
//	block: header                      JSON, not compressed: who, when, which tables
//	block: table, rows…, end           for each table, parents first
//	block: stored file, data…, end     for each file, by its hash
//	block: footer                      how much there was
//
// A block is its kind (1 byte), the length of its content and the length as it
// is stored (4 bytes each, big-endian), the content (zstd when that is shorter),
// and a SHA-256 over the one before and all of this. So the last one stands for
// the whole file, and a block that is changed, lost, doubled or moved is found.
// It is a guard against damage, not against a forger: who can write the folder
// can write a new file. The head of the diary, published daily, is that guard.
//
// A row is its columns in their order: 0 for NULL, 1 and a zigzag varint for
// whole numbers and truth values (0, 1), 2 for text and 3 for bytes, each with
// its length as a varint. Rows come in the order of the primary key, so two
// databases hold the same exactly if the SHA-256 of their tables' rows agree.
//
// Promises: writing one stops no writer; memory is bounded by the largest single
// value (at most 64 MiB), also for a hostile file; a file appears under its name
// whole or not at all; a damaged, cut, foreign or newer file is refused before
// anything is written; a restored database is read back and compared before it
// is there; it begins a new incarnation.
package backup
