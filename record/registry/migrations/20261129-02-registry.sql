-- What became of a permit or of a person in a business, for ever: that it was written down,
-- that it was taken out or ended, and that one of these was taken back. What the row says
-- stays in the row, a name sealed as it is. number counts the changes of one row.
-- ended_before and ended_after are how its end stood: null before it was there, '' while it
-- stands, else JSON {at, until, by, why}. The sentence of a reason stands in sealed, under
-- the key of subject. level is how who did it knows it, as with facts.
create table registry_row_change (
	id bigint not null primary key,
	business bigint not null references registry_business (id),
	permit bigint references registry_permit (id),
	person bigint references registry_business_person (id),
	number bigint not null,
	kind text not null,
	at bigint not null,
	by_actor text not null,
	level bigint not null,
	ended_before text,
	ended_after text not null,
	sealed text not null,
	subject bigint not null,
	of_change bigint references registry_row_change (id),
	constraint registry_row_change_is_of_one_row check ((permit is null) <> (person is null)),
	constraint registry_row_change_kind_is_known check (kind in ('added', 'ended', 'taken_back')),
	constraint registry_row_change_level_is_known check (level between 1 and 6),
	constraint registry_row_change_begins_with_the_row check ((kind = 'added') = (number = 1) and (kind = 'added') = (ended_before is null) and (kind <> 'added' or ended_after = '')),
	constraint registry_row_change_turns_the_row check (ended_before is null or (ended_before = '') <> (ended_after = '')),
	constraint registry_row_change_takes_one_back check ((kind = 'taken_back') = (of_change is not null))
);
create unique index registry_row_change_of_permit_is_one on registry_row_change (permit, number) where permit is not null;
create unique index registry_row_change_of_person_is_one on registry_row_change (person, number) where person is not null;
create index registry_row_change_by_business on registry_row_change (business, id);
create index registry_row_change_by_change on registry_row_change (of_change) where of_change is not null;

-- What stands there already has its history too: that a row was written down is known from
-- the row, and so is its end. An id of the nodes 1022 and 1023 was made here, from the
-- instant; of a person's end the day alone is known.
insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
	select p.id, p.business, p.id, null, 1, 'added', p.added_at, p.added_by, p.level, null, '', '', b.subject, null
	from registry_permit p join registry_business b on b.id = p.business;
insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
	select p.id, p.business, null, p.id, 1, 'added', p.made_at, p.made_by, case when p.made_by = 'person:' || p.person then 1 else 2 end, null, '', '', b.subject, null
	from registry_business_person p join registry_business b on b.id = p.business;
-- @sqlite
insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
	select (x.ms - 1735689600000 + x.n / 4096) * 4194304 + 1023 * 4096 + x.n % 4096, x.business, x.id, null, 2, 'ended', x.removed_at, x.removed_by, 2, '', x.ends, '', x.subject, null
	from (select p.*, b.subject, p.removed_at / 1000 as ms, row_number() over (partition by p.removed_at / 1000 order by p.id) - 1 as n,
		json_object('at', p.removed_at, 'by', p.removed_by, 'why', p.why) as ends
		from registry_permit p join registry_business b on b.id = p.business where p.removed_at is not null) x;
insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
	select (x.ms - 1735689600000 + x.n / 4096) * 4194304 + 1022 * 4096 + x.n % 4096, x.business, null, x.id, 2, 'ended', x.ms * 1000, x.ended_by, 2, '', x.ends, '', x.subject, null
	from (select y.*, row_number() over (partition by y.ms order by y.id) - 1 as n from (
		select p.*, b.subject, max(p.made_at / 1000 + 1, cast(strftime('%s', p.until) as integer) * 1000) as ms, json_object('until', p.until, 'by', p.ended_by) as ends
		from registry_business_person p join registry_business b on b.id = p.business where p.until <> '') y) x;
-- @end
-- @postgres
insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
	select (x.ms - 1735689600000 + x.n / 4096) * 4194304 + 1023 * 4096 + x.n % 4096, x.business, x.id, null, 2, 'ended', x.removed_at, x.removed_by, 2, '', x.ends, '', x.subject, null
	from (select p.*, b.subject, p.removed_at / 1000 as ms, row_number() over (partition by p.removed_at / 1000 order by p.id) - 1 as n,
		cast(json_build_object('at', p.removed_at, 'by', p.removed_by, 'why', p.why) as text) as ends
		from registry_permit p join registry_business b on b.id = p.business where p.removed_at is not null) x;
insert into registry_row_change (id, business, permit, person, number, kind, at, by_actor, level, ended_before, ended_after, sealed, subject, of_change)
	select (x.ms - 1735689600000 + x.n / 4096) * 4194304 + 1022 * 4096 + x.n % 4096, x.business, null, x.id, 2, 'ended', x.ms * 1000, x.ended_by, 2, '', x.ends, '', x.subject, null
	from (select y.*, row_number() over (partition by y.ms order by y.id) - 1 as n from (
		select p.*, b.subject, greatest(p.made_at / 1000 + 1, cast(extract(epoch from cast(p.until as date)) as bigint) * 1000) as ms, cast(json_build_object('until', p.until, 'by', p.ended_by) as text) as ends
		from registry_business_person p join registry_business b on b.id = p.business where p.until <> '') y) x;
-- @end

-- The history stays and leaves no gap: each change begins where the one before it ended.
-- @sqlite
create trigger registry_row_change_stays before update on registry_row_change begin select raise(abort, 'registry_row_change_stays'); end;
create trigger registry_row_change_is_kept before delete on registry_row_change
	when not exists (select 1 from registry_business b where b.id = old.business and b.demo)
begin select raise(abort, 'registry_row_change_is_kept'); end;
create trigger registry_row_change_follows before insert on registry_row_change when new.number > 1 and not exists (
	select 1 from registry_row_change c where (c.permit = new.permit or c.person = new.person) and c.number = new.number - 1 and c.ended_after = new.ended_before)
begin select raise(abort, 'registry_row_change_follows'); end;
-- @end
-- @postgres
create trigger registry_row_change_stays before update or delete on registry_row_change for each row execute function registry_keeps();
create function registry_row_change_follows() returns trigger language plpgsql as $$
begin
	if new.number > 1 and not exists (
		select 1 from registry_row_change c where (c.permit = new.permit or c.person = new.person) and c.number = new.number - 1 and c.ended_after = new.ended_before) then
		raise exception using errcode = 'check_violation', constraint = 'registry_row_change_follows', message = 'registry_row_change_follows';
	end if;
	return new;
end $$;
create trigger registry_row_change_follows before insert on registry_row_change for each row execute function registry_row_change_follows();
-- @end
