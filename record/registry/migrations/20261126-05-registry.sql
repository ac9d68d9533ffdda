-- What a business offers. price says how low and high are meant (whole rupiah):
-- fixed, from, range; asked is by agreement, none is not told. days is how long an
-- order takes. position is the order of show, ties by id. marks are the rules of the
-- text that an officer should look at; they hide nothing. kind is a code of kinds.json.
create table registry_product (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	version bigint not null,
	position bigint not null,
	name text not null,
	about text not null,
	price text not null,
	low bigint,
	high bigint,
	unit text not null,
	kind text not null,
	stock text not null,
	days bigint,
	shown boolean not null,
	marks text not null,
	made_at bigint not null,
	changed_at bigint not null,
	removed_at bigint,
	constraint registry_product_price_is_known check (price in ('none', 'fixed', 'from', 'range', 'asked')),
	constraint registry_product_price_has_its_amounts check ((price in ('fixed', 'from', 'range')) = (low is not null) and (price = 'range') = (high is not null)),
	constraint registry_product_price_is_positive check (low > 0 and (high is null or high > low)),
	constraint registry_product_stock_is_known check (stock in ('ada', 'habis', 'pesan')),
	constraint registry_product_days_are_of_an_order check (days is null or (stock = 'pesan' and days between 1 and 365)),
	constraint registry_product_shown_has_a_name check (not shown or name <> ''),
	constraint registry_product_removed_is_not_shown check (removed_at is null or not shown)
);
create index registry_product_by_business on registry_product (business, position, id);
create index registry_product_marked on registry_product (id) where marks <> '';

-- What one act changed of a product, for ever. sealed is JSON of what stood before and
-- after, under the key of subject: what a stall sells may say whose it is.
create table registry_product_change (
	id bigint not null primary key,
	product bigint not null references registry_product (id),
	business bigint not null references registry_business (id),
	version bigint not null,
	kind text not null,
	at bigint not null,
	by_actor text not null,
	fields text not null,
	subject bigint not null,
	sealed text not null,
	of_change bigint references registry_product_change (id),
	constraint registry_product_change_is_one unique (product, version),
	constraint registry_product_change_kind_is_known check (kind in ('added', 'changed', 'removed', 'taken_back')),
	constraint registry_product_change_takes_one_back check ((kind = 'taken_back') = (of_change is not null))
);
create index registry_product_change_by_business on registry_product_change (business, id);

-- A photo of a business (product is null) or of one of its products, in three sizes:
-- width and height are of the large one. alt says in words what is on it. The hashes are
-- of ground/blob, which keeps count of them: blob.Keep refuses one that is not there.
create table registry_photo (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	product bigint references registry_product (id),
	position bigint not null,
	alt text not null,
	large text not null,
	medium text not null,
	small text not null,
	width bigint not null,
	height bigint not null,
	added_at bigint not null,
	added_by text not null,
	constraint registry_photo_has_a_size check (width > 0 and height > 0),
	constraint registry_photo_names_its_files check (length(large) = 64 and length(medium) = 64 and length(small) = 64)
);
create index registry_photo_by_business on registry_photo (business, product, position, id);
create index registry_photo_by_product on registry_photo (product) where product is not null;
create index registry_photo_by_large on registry_photo (large);
create index registry_photo_by_medium on registry_photo (medium);
create index registry_photo_by_small on registry_photo (small);

-- @sqlite
create trigger registry_product_change_stays before update on registry_product_change begin select raise(abort, 'registry_product_change_stays'); end;
create trigger registry_product_change_is_kept before delete on registry_product_change
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_product_change_is_kept'); end;
-- @end
-- @postgres
create trigger registry_product_change_stays before update or delete on registry_product_change for each row execute function registry_keeps();
-- @end
