-- The letters as which form E.81 went out: of an office (opd), or of the whole
-- city, each of one published revision. letter is a row of letter_out. A letter
-- that is void leaves its place to another one. public_file is the signed file
-- that everybody may read, once the planner has decided so.
create table plan_form_letter (
	letter bigint not null,
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
create unique index plan_form_letter_stands_once on plan_form_letter (year, quarter, coalesce(opd, 0), revision) where void_at is null;
create index plan_form_letter_by_file on plan_form_letter (public_file) where public_file is not null;
