-- @postgres
-- News between the nodes on one PostgreSQL: which transaction has written which
-- tables. No data: no backup holds it. Rows go by age, whatever they say.
create table db_touch (
	xact bigint not null default cast(cast(pg_current_xact_id() as text) as bigint),
	tables text not null,
	constraint db_touch_once_a_transaction primary key (xact)
);
-- @end
