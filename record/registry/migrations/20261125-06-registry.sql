-- A business, or a creative worker who registers as a person. The columns are the
-- facts as they are known now; proof says of each who asserted it, on what level and
-- since when (JSON, one group for all facts that share a proof). sealed holds the
-- personal facts, under the key of subject: an id of its own, not of a person, so
-- that a new owner can begin anew after the old one was forgotten. Of a home, which
-- is whatever is not known to be none, address and point stand in sealed, and lat
-- and lon are rounded to about 200 metres. Instants are UTC microseconds, points
-- microdegrees of WGS84.
create table registry_business (
	id bigint not null primary key,
	version bigint not null,
	state text not null,
	subject bigint not null,
	kind text not null,
	name text not null,
	other_names text not null,
	nib text,
	legal_form text not null,
	kelurahan text references place_area (code),
	rt bigint,
	address text not null,
	at_home boolean,
	address_public boolean not null,
	lat bigint,
	lon bigint,
	point_source text not null,
	street_vendor boolean,
	phone_public boolean not null,
	wa_public boolean not null,
	mail_public boolean not null,
	web text not null,
	hours text not null,
	about_id text not null,
	about_en text not null,
	about_ja text not null,
	workers_m bigint,
	workers_f bigint,
	capacity text not null,
	started text not null,
	kbli text not null,
	subsectors text not null,
	sealed text not null,
	proof text not null,
	demo boolean not null,
	made_at bigint not null,
	made_by text not null,
	submitted_by text not null,
	published_by text not null,
	merged_into bigint references registry_business (id),
	merged_state text not null,
	forgotten_at bigint,
	constraint registry_business_state_is_known check (state in ('draft', 'submitted', 'returned', 'published', 'suspended', 'closed', 'merged')),
	constraint registry_business_kind_is_known check (kind in ('usaha', 'perorangan')),
	constraint registry_business_nib_is_13_digits check (nib is null or (length(nib) = 13 and trim(nib, '0123456789') = '')),
	constraint registry_business_person_has_no_nib check (kind = 'usaha' or nib is null),
	constraint registry_business_point_is_whole check ((lat is null) = (lon is null)),
	constraint registry_business_point_names_its_source check ((lat is null) = (point_source = '')),
	constraint registry_business_workers_are_counted check (workers_m >= 0 and workers_f >= 0),
	constraint registry_business_home_is_sealed check (address = '' or (at_home is not null and not at_home)),
	constraint registry_business_shown_has_name_and_kelurahan
		check (state not in ('submitted', 'published') or (name <> '' and kelurahan is not null)),
	constraint registry_business_is_submitted_by_somebody check (state <> 'submitted' or submitted_by <> ''),
	constraint registry_business_is_published_by_somebody check (state not in ('published', 'suspended') or published_by <> ''),
	constraint registry_business_is_published_by_another check (published_by = '' or published_by <> submitted_by),
	constraint registry_business_merged_is_told check ((state = 'merged') = (merged_into is not null) and (state = 'merged') = (merged_state <> '')),
	constraint registry_business_is_not_merged_into_itself check (merged_into <> id),
	constraint registry_business_forgotten_is_closed check (forgotten_at is null or state in ('closed', 'merged'))
);
-- A number belongs to the business that somebody has checked. A draft may bear it
-- too: else whoever types a number first keeps its owner out.
create unique index registry_business_nib_is_one on registry_business (nib) where nib is not null and state in ('published', 'suspended');
create index registry_business_by_nib on registry_business (nib) where nib is not null;
create index registry_business_by_area on registry_business (kelurahan, rt, state, id);
create index registry_business_by_state on registry_business (state, id);
create index registry_business_by_target on registry_business (merged_into) where merged_into is not null;
-- @postgres
alter table registry_business set (fillfactor = 80);
-- @end

-- The codes of a business, as the column kbli says them.
create table registry_business_kbli (
	business bigint not null references registry_business (id),
	version text not null,
	code text not null,
	main boolean not null,
	constraint registry_business_kbli_is_one primary key (business, version, code),
	constraint registry_business_kbli_is_in_the_list foreign key (version, code) references registry_kbli_code (version, code)
);
create unique index registry_business_kbli_one_is_main on registry_business_kbli (business, version) where main;
create index registry_business_kbli_by_code on registry_business_kbli (version, code, business);

-- Blind stand-ins by which businesses with the same number or address are found.
create table registry_business_contact (
	business bigint not null references registry_business (id),
	way text not null,
	blind text not null,
	constraint registry_business_contact_is_one primary key (business, way, blind),
	constraint registry_business_contact_way_is_known check (way in ('number', 'mail'))
);
create index registry_business_contact_by_blind on registry_business_contact (way, blind);

-- Which row of which list a business came from: the same row never comes twice.
-- digest is of what the row said last.
create table registry_source_row (
	source text not null,
	key text not null,
	business bigint not null references registry_business (id),
	digest text not null,
	at bigint not null,
	constraint registry_source_row_is_one primary key (source, key),
	constraint registry_source_row_is_named check (source <> '' and key <> '')
);
create index registry_source_row_by_business on registry_source_row (business);
