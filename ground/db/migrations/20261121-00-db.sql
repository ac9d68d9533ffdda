-- Node numbers in ids: leased, so that two processes never make the same id.
create table db_node (
	number bigint not null primary key,
	until bigint not null,
	constraint db_node_number_fits check (number between 0 and 1023)
);
-- What the database must agree on with its surroundings: the key's check value.
create table db_fact (
	name text not null primary key,
	value text not null
);
