-- Numbers of letters. A series counts from 1 each year; next is the number that
-- the next letter gets. The number is taken in the act that uses it, so there is
-- no gap; it is kept for ever.
create table letter_series (
	name text not null,
	year bigint not null,
	next bigint not null,
	constraint letter_series_is_one primary key (name, year),
	constraint letter_series_has_a_name check (name <> ''),
	constraint letter_series_counts_from_one check (next >= 1)
);
create table letter_number (
	series text not null,
	year bigint not null,
	number bigint not null,
	text text not null,
	subject_kind text not null,
	subject bigint not null,
	taken_by text not null,
	at bigint not null,
	constraint letter_number_is_taken_once primary key (series, year, number),
	constraint letter_number_text_is_one unique (series, year, text),
	constraint letter_number_has_a_series foreign key (series, year) references letter_series (name, year),
	constraint letter_number_counts_from_one check (number >= 1)
);
-- @sqlite
create trigger letter_number_stays before update on letter_number begin select raise(abort, 'numbers of letters are kept for ever'); end;
create trigger letter_number_is_kept before delete on letter_number begin select raise(abort, 'numbers of letters are kept for ever'); end;
-- @end
-- @postgres
create function letter_number_for_ever() returns trigger language plpgsql as $$ begin raise exception 'numbers of letters are kept for ever'; end $$;
create trigger letter_number_stays before update or delete on letter_number for each row execute function letter_number_for_ever();
create trigger letter_number_is_kept before truncate on letter_number for each statement execute function letter_number_for_ever();
-- @end

-- A letter that goes out. sum is the SHA-256 of the PDF as it was issued; file is
-- that PDF where it is kept, else it can be made again, byte for byte.
create table letter_out (
	id bigint not null primary key,
	kind text not null,
	subject_kind text not null,
	subject bigint not null,
	state text not null,
	series text,
	year bigint,
	number bigint,
	sum text,
	file text references blob_file (hash),
	made_by text not null,
	made_at bigint not null,
	issued_by text,
	issued_at bigint,
	void_by text,
	void_at bigint,
	void_reason text,
	constraint letter_out_state_is_known check (state in ('draft', 'issued', 'signed', 'void')),
	constraint letter_out_number_is_whole check ((series is null) = (number is null) and (year is null) = (number is null)),
	constraint letter_out_number_is_its_own unique (series, year, number),
	constraint letter_out_has_its_number foreign key (series, year, number) references letter_number (series, year, number),
	constraint letter_out_is_issued_with_a_number check (state = 'void' or (state = 'draft') = (number is null)),
	constraint letter_out_is_issued_by_somebody check ((number is null) = (issued_at is null) and (issued_at is null) = (issued_by is null)),
	constraint letter_out_sum_is_sha256 check (sum is null or (length(sum) = 64 and number is not null)),
	constraint letter_out_file_is_the_sum check (file is null or (sum is not null and file = sum)),
	constraint letter_out_void_says_why check ((state = 'void') = (void_at is not null) and (void_at is null) = (void_by is null)
		and (void_at is null) = (void_reason is null) and (void_reason is null or length(void_reason) between 10 and 500))
);
create index letter_out_by_subject on letter_out (subject_kind, subject);
create index letter_out_by_file on letter_out (file) where file is not null;

-- The signed file that came back. One is good at a time; another may come after
-- it was made void.
create table letter_signed (
	id bigint not null primary key,
	letter bigint not null references letter_out (id),
	hash text not null references blob_file (hash),
	how text not null,
	received_by text not null,
	received_at bigint not null,
	void_by text,
	void_at bigint,
	void_reason text,
	constraint letter_signed_how_is_known check (how in ('elektronik', 'pindai')),
	constraint letter_signed_void_says_why check ((void_at is null) = (void_by is null)
		and (void_at is null) = (void_reason is null) and (void_reason is null or length(void_reason) between 10 and 500))
);
create unique index letter_signed_is_one on letter_signed (letter) where void_at is null;
create index letter_signed_by_letter on letter_signed (letter);
create index letter_signed_by_hash on letter_signed (hash);
