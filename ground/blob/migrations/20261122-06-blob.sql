-- Files that people sent, by the SHA-256 of what is kept (hex). uses counts the
-- rows of rooms that refer to one; nobody's is swept away a day after at.
create table blob_file (
	hash text not null primary key,
	kind text not null,
	bytes bigint not null,
	width bigint not null,
	height bigint not null,
	uses bigint not null,
	at bigint not null,
	constraint blob_file_hash_is_sha256 check (length(hash) = 64),
	constraint blob_file_kind_is_known check (kind in ('jpeg', 'png', 'pdf', 'csv', 'xlsx')),
	constraint blob_file_holds_something check (bytes > 0),
	constraint blob_file_uses_are_counted check (uses >= 0),
	constraint blob_file_pictures_have_a_size check ((kind in ('jpeg', 'png')) = (width > 0 and height > 0))
);
create index blob_file_unused on blob_file (at) where uses = 0;

-- Files that the sweeper has taken out of blob_file and is deleting just now. An
-- upload of the same content waits until the row is gone.
create table blob_doomed (
	hash text not null primary key,
	at bigint not null
);
