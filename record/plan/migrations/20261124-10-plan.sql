-- A letter as which the form went out is a letter: the table is made anew, since
-- SQLite adds no reference to one that is there.
create temporary table plan_form_letter_kept as select * from plan_form_letter;
drop table plan_form_letter;
create table plan_form_letter (
	letter bigint not null references letter_out (id),
	year bigint not null,
	quarter bigint not null,
	opd bigint references plan_opd (id),
	revision bigint not null,
	number text not null,
	paper text not null,
	void_at bigint,
	public_file text references blob_file (hash),
	public_how text,
	public_at bigint,
	public_by text,
	constraint plan_form_letter_is_one primary key (letter),
	constraint plan_form_letter_quarter_is_1_to_4 check (quarter between 1 and 4),
	constraint plan_form_letter_revision_is_published check (revision >= 1),
	constraint plan_form_letter_paper_is_known check (paper in ('a3', 'f4')),
	constraint plan_form_letter_how_is_known check (public_how in ('elektronik', 'pindai')),
	constraint plan_form_letter_public_is_whole check ((public_file is null) = (public_how is null)
		and (public_file is null) = (public_at is null) and (public_file is null) = (public_by is null)),
	constraint plan_form_letter_void_is_private check (void_at is null or public_at is null)
);
insert into plan_form_letter (letter, year, quarter, opd, revision, number, paper, void_at, public_file, public_how, public_at, public_by)
	select letter, year, quarter, opd, revision, number, paper, void_at, public_file, public_how, public_at, public_by from plan_form_letter_kept;
drop table plan_form_letter_kept;
create unique index plan_form_letter_stands_once on plan_form_letter (year, quarter, coalesce(opd, 0), revision) where void_at is null;
create index plan_form_letter_by_file on plan_form_letter (public_file) where public_file is not null;
