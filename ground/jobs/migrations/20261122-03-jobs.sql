-- Who leads what. A holder is alive while its beat goes on; times are for people
-- to read, nothing is decided by them.
create table jobs_lease (
	name text not null primary key,
	holder text not null,
	term bigint not null,
	beat bigint not null,
	since_at bigint not null,
	beat_at bigint not null,
	constraint jobs_lease_is_named check (name <> '')
);
-- What is to be done. A waiting job with a holder is being done; its claim
-- number tells this doing from an earlier one.
create table jobs_job (
	id bigint not null primary key,
	kind text not null,
	key text not null,
	payload text not null,
	state text not null,
	run_at bigint not null,
	attempts bigint not null,
	holder text not null,
	claim bigint not null,
	error text not null,
	put_at bigint not null,
	ended_at bigint,
	constraint jobs_job_is_put_once unique (kind, key),
	constraint jobs_job_state_is_known check (state in ('waiting', 'done', 'dead')),
	constraint jobs_job_ends_once check ((state = 'waiting') = (ended_at is null)),
	constraint jobs_job_ended_is_free check (state = 'waiting' or holder = '')
);
create index jobs_job_next on jobs_job (state, kind, run_at);
