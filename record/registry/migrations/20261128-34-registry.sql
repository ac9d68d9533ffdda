-- A product that is a work of a creative person: in which year it was made, where it can be
-- looked at, and how it stands with its intellectual property (HKI). It is a product for all
-- else: its words, photos, history and order stand there. hki_level is how well the HKI is
-- known, as with facts: 1 its owner says so.
create table registry_product_work (
	product bigint not null primary key references registry_product (id),
	kind text not null,
	year bigint not null,
	link text not null,
	hki text not null,
	hki_kind text not null,
	hki_number text not null,
	hki_day text not null,
	hki_level bigint not null,
	constraint registry_product_work_kind_is_told check (kind <> ''),
	constraint registry_product_work_year_is_one check (year between 1900 and 2200),
	constraint registry_product_work_link_is_short check (length(link) <= 300),
	constraint registry_product_work_hki_is_known check (hki in ('none', 'applied', 'registered')),
	constraint registry_product_work_hki_has_its_kind check ((hki = 'none') = (hki_kind = '') and hki_kind in ('', 'hak_cipta', 'merek', 'desain', 'paten')),
	constraint registry_product_work_hki_has_its_number check (hki <> 'registered' or hki_number <> ''),
	constraint registry_product_work_without_hki_has_none check (hki <> 'none' or hki_number = '' and hki_day = ''),
	constraint registry_product_work_hki_day_is_a_day check (hki_day = '' or length(hki_day) = 10),
	constraint registry_product_work_hki_level_is_known check (hki_level between 1 and 6)
);
