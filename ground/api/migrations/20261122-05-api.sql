-- A key of a program that uses the API. The key itself is not here: hash is the
-- SHA-256 of its whole text, prefix is the part that may be shown. used_on is the
-- city's day on which it was last used, '' before the first time.
create table api_key (
	id bigint not null primary key,
	prefix text not null,
	name text not null,
	hash text not null,
	scopes text not null,
	made_at bigint not null,
	expires_at bigint,
	revoked_at bigint,
	used_on text not null,
	constraint api_key_prefix_is_one unique (prefix),
	constraint api_key_has_a_name check (length(name) between 1 and 100)
);
