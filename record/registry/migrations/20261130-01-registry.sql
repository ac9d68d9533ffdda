-- An address and a capacity are read by everybody too, and may be marked like other texts.
create table registry_mark_kept as select business, fact, rules, at from registry_mark;
drop table registry_mark;
create table registry_mark (
	business bigint not null references registry_business (id),
	fact text not null,
	rules text not null,
	at bigint not null,
	constraint registry_mark_is_one primary key (business, fact),
	constraint registry_mark_is_of_a_text check (fact in ('name', 'other_names', 'address', 'web', 'about_id', 'about_en', 'about_ja', 'capacity')),
	constraint registry_mark_says_why check (rules <> '')
);
insert into registry_mark (business, fact, rules, at) select business, fact, rules, at from registry_mark_kept;
drop table registry_mark_kept;
