-- How many businesses of a kecamatan stand in each band of status keaktifan, as they were
-- counted last: a work counts every ten minutes, so that a page reads some rows and not all
-- businesses. A kecamatan has all its bands here or none.
create table registry_keaktifan_sum (
	area text not null references place_area (code),
	band bigint not null, -- 0 the surest
	businesses bigint not null,
	at bigint not null,   -- the moment that was counted
	constraint registry_keaktifan_sum_is_one primary key (area, band),
	constraint registry_keaktifan_sum_band_is_known check (band between 0 and 3),
	constraint registry_keaktifan_sum_is_a_number check (businesses >= 0)
);
