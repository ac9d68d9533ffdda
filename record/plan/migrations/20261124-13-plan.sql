-- Digests of notes and cases, of promises and of the rows that carry them, too.
-- The table is made anew, since SQLite changes no check.
create temporary table plan_digest_kept as select * from plan_digest;
drop table plan_digest;
create table plan_digest (
	kind text not null,
	subject bigint not null,
	part bigint not null,
	office bigint not null,
	place text not null,
	key text not null,
	sum text not null,
	marks text not null,
	constraint plan_digest_is_one primary key (kind, subject, part, office),
	constraint plan_digest_kind_is_known check (kind in ('figure', 'report', 'revision', 'sum', 'note', 'case', 'promise', 'link'))
);
insert into plan_digest (kind, subject, part, office, place, key, sum, marks)
	select kind, subject, part, office, place, key, sum, marks from plan_digest_kept;
drop table plan_digest_kept;
