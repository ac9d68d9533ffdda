create table diary_entry (
	id bigint not null primary key,
	at bigint not null,
	actor text not null,
	fact text not null,
	kind text not null,
	subject bigint not null,
	data text not null,
	constraint diary_entry_fact_names_room check (fact like '%.%')
);
create index diary_entry_subject on diary_entry (kind, subject, id);
-- @sqlite
create trigger diary_entry_stays before update on diary_entry begin select raise(abort, 'diary entries are append-only'); end;
create trigger diary_entry_is_kept before delete on diary_entry begin select raise(abort, 'diary entries are append-only'); end;
-- @end
-- @postgres
create function diary_append_only() returns trigger language plpgsql as $$ begin raise exception 'diary entries are append-only'; end $$;
create trigger diary_entry_stays before update or delete on diary_entry for each row execute function diary_append_only();
create trigger diary_entry_is_kept before truncate on diary_entry for each statement execute function diary_append_only();
-- @end
