-- The seals: entries numbered without a gap and chained, soon after they were
-- written. hash is SHA-256 as hex; doc.go says over what. at never goes back.
create table diary_seal (
	seq bigint not null primary key,
	entry bigint not null references diary_entry (id),
	hash text not null,
	at bigint not null,
	constraint diary_seal_entry_is_one unique (entry),
	constraint diary_seal_seq_counts check (seq > 0)
);
-- The head of the chain at the end of each day (WITA), signed; what a reader
-- keeps to hold the city to its word.
create table diary_head (
	day text not null primary key,
	seq bigint not null,
	hash text not null,
	at bigint not null,
	key text not null,
	signature text not null
);
-- The newest head, signed with every seal. It is the one row here that changes.
create table diary_tip (
	one bigint not null primary key,
	seq bigint not null,
	hash text not null,
	at bigint not null,
	key text not null,
	signature text not null,
	constraint diary_tip_is_one check (one = 1)
);
-- How far each duty follower has come, and what it stumbles over.
create table diary_cursor (
	name text not null primary key,
	incarnation text not null,
	seq bigint not null,
	again bigint not null,
	tries bigint not null,
	wrong text not null,
	moved_at bigint not null
);
-- Values of persons that an entry speaks of, sealed with a key of the person
-- alone. Destroying the key makes them unreadable; the chain does not hold them.
create table diary_person (
	person bigint not null primary key,
	key text not null,
	wrapped text not null
);
create table diary_value (
	entry bigint not null references diary_entry (id),
	name text not null,
	person bigint not null references diary_person (person),
	sealed text not null,
	constraint diary_value_is_one primary key (entry, name)
);
create index diary_value_by_person on diary_value (person);
-- @sqlite
create trigger diary_seal_stays before update on diary_seal begin select raise(abort, 'seals are append-only'); end;
create trigger diary_seal_is_kept before delete on diary_seal begin select raise(abort, 'seals are append-only'); end;
create trigger diary_head_stays before update on diary_head begin select raise(abort, 'heads are append-only'); end;
create trigger diary_head_is_kept before delete on diary_head begin select raise(abort, 'heads are append-only'); end;
-- @end
-- @postgres
create trigger diary_seal_stays before update or delete on diary_seal for each row execute function diary_append_only();
create trigger diary_seal_is_kept before truncate on diary_seal for each statement execute function diary_append_only();
create trigger diary_head_stays before update or delete on diary_head for each row execute function diary_append_only();
create trigger diary_head_is_kept before truncate on diary_head for each statement execute function diary_append_only();
-- @end
