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
-- The diary holds a hash of what was said. With a salt that stands beside the text
-- only, nobody can try texts against it, nor once the text is gone. What was said
-- before has none.
alter table plan_erratum add column salt text not null default ''
	constraint plan_erratum_salt_is_whole check (length(salt) in (0, 32));
alter table plan_erratum_answer add column salt text not null default ''
	constraint plan_erratum_answer_salt_is_whole check (length(salt) in (0, 32));
alter table plan_note_answer add column salt text not null default ''
	constraint plan_note_answer_salt_is_whole check (length(salt) in (0, 32));
