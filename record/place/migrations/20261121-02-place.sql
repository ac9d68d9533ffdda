-- Areas of the civil registry's code list (Kemendagri). An area that was split
-- or closed stays with its end, because other rooms point at it.
create table place_area (
	code text not null primary key,
	level text not null,
	name text not null,
	name_alt text not null,
	parent_code text,
	bps_code text not null,
	postal_code text not null,
	size_text text not null, -- official area in km², as published
	size_micro bigint,       -- in millionths of km², that is m²
	drawn_text text not null, -- area of the boundary in km²
	drawn_micro bigint,
	lat bigint, -- label point, micro-degrees WGS84
	lng bigint,
	source text not null,
	valid_from bigint not null, -- since when the record says this
	valid_to bigint,            -- NULL while the area stands
	constraint place_area_level_is_known check (level in ('province', 'city', 'kecamatan', 'kelurahan')),
	constraint place_area_parent_is_an_area foreign key (parent_code) references place_area (code),
	constraint place_area_code_begins_with_parent check (parent_code is null or substr(code, 1, length(parent_code) + 1) = parent_code || '.'),
	constraint place_area_name_is_given check (name <> ''),
	constraint place_area_size_is_positive check (size_micro > 0),
	constraint place_area_drawn_is_positive check (drawn_micro > 0),
	constraint place_area_label_is_whole check ((lat is null) = (lng is null)),
	constraint place_area_label_is_on_earth check (lat between -90000000 and 90000000 and lng between -180000000 and 180000000),
	constraint place_area_ends_after_start check (valid_to >= valid_from)
);
create index place_area_by_parent on place_area (parent_code, code);

-- The boundary of an area: one GeoJSON geometry.
create table place_boundary (
	area_code text not null primary key,
	geojson text not null,
	source text not null,
	source_date text not null, -- ISO 8601; '' when not known
	licence text not null,
	grade text not null,
	valid_from bigint not null,
	constraint place_boundary_of_an_area foreign key (area_code) references place_area (code),
	constraint place_boundary_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- How many people, counted in one way (basis) at one time. Figures of different
-- bases are different series: registration and BPS differ by about a tenth.
create table place_population (
	area_code text not null,
	basis text not null,
	year bigint not null,
	period text not null, -- 's1', 's2', 'end', 'year', 'census' or a day 'MM-DD'
	people bigint not null,
	male bigint,
	female bigint,
	households bigint,
	size_text text not null, -- the area in km² that the source divided by
	size_micro bigint,
	density_text text not null, -- people per km² as the source printed it
	density_micro bigint,
	named text not null, -- the area's name in the source
	source text not null,
	grade text not null,
	note text not null,
	valid_from bigint not null,
	constraint place_population_once primary key (area_code, basis, year, period),
	constraint place_population_of_an_area foreign key (area_code) references place_area (code),
	constraint place_population_basis_is_known check (basis in ('dkb', 'registration', 'registration_raw', 'bps_projection', 'census', 'unstated')),
	constraint place_population_year_is_plausible check (year between 1900 and 2100),
	constraint place_population_people_are_not_negative check (people >= 0 and male >= 0 and female >= 0 and households >= 0),
	constraint place_population_sexes_add_up check (male + female = people),
	constraint place_population_grade_is_known check (grade in ('A', 'A-', 'B', 'C', 'D'))
);

-- What the record said before a newer profile changed it.
create table place_revision (
	id bigint not null primary key,
	area_code text not null,
	part text not null,
	before text not null, -- JSON of the replaced row
	changed_at bigint not null,
	constraint place_revision_of_an_area foreign key (area_code) references place_area (code),
	constraint place_revision_part_is_known check (part in ('area', 'boundary', 'population'))
);
create index place_revision_by_area on place_revision (area_code, changed_at);
