-- demo: a call, or an association, that a made-up person made. It is taken out with the
-- demonstration, and never becomes a real one.
alter table registry_kurasi add column demo boolean not null default false;
alter table registry_asosiasi add column demo boolean not null default false;

-- What is begun with an association within 24 hours (in microseconds), also where it was
-- taken back since: fifty invitations of an association and ten wishes of a business,
-- fifty nominations of an association and five of one member. The acts say it with a
-- sentence; here it holds whoever writes.
-- @sqlite
create trigger registry_kurasi_demo_stays before update on registry_kurasi when old.demo <> new.demo
begin select raise(abort, 'registry_kurasi_demo_stays'); end;
create trigger registry_asosiasi_demo_stays before update on registry_asosiasi when old.demo <> new.demo
begin select raise(abort, 'registry_asosiasi_demo_stays'); end;
drop trigger registry_kurasi_criterion_gone;
create trigger registry_kurasi_criterion_gone before delete on registry_kurasi_criterion when not exists (select 1 from registry_kurasi k where k.id = old.call and (k.state = 'draft' or k.demo))
begin select raise(abort, 'registry_kurasi_criterion_is_of_a_draft'); end;
create trigger registry_asosiasi_membership_invites_few before insert on registry_asosiasi_membership when new.asosiasi_yes_at = new.made_at
	and (select count(*) from registry_asosiasi_membership m where m.asosiasi = new.asosiasi and m.made_at > new.made_at - 86400000000 and m.asosiasi_yes_at = m.made_at) >= 50
begin select raise(abort, 'registry_asosiasi_membership_invites_few'); end;
create trigger registry_asosiasi_membership_asks_few before insert on registry_asosiasi_membership when new.owner_yes_at = new.made_at
	and (select count(*) from registry_asosiasi_membership m where m.business = new.business and m.made_at > new.made_at - 86400000000 and m.owner_yes_at = m.made_at) >= 10
begin select raise(abort, 'registry_asosiasi_membership_asks_few'); end;
create trigger registry_asosiasi_nomination_is_of_few before insert on registry_asosiasi_nomination
	when (select count(*) from registry_asosiasi_nomination n join registry_asosiasi_membership m on m.id = n.membership join registry_asosiasi_membership o on o.asosiasi = m.asosiasi
		where o.id = new.membership and n.made_at > new.made_at - 86400000000) >= 50
begin select raise(abort, 'registry_asosiasi_nomination_is_of_few'); end;
create trigger registry_asosiasi_nomination_spares_a_member before insert on registry_asosiasi_nomination
	when (select count(*) from registry_asosiasi_nomination n where n.membership = new.membership and n.made_at > new.made_at - 86400000000) >= 5
begin select raise(abort, 'registry_asosiasi_nomination_spares_a_member'); end;
-- @end
-- @postgres
create function registry_demo_stays() returns trigger language plpgsql as $$
begin
	if old.demo <> new.demo then
		raise exception using errcode = 'check_violation', constraint = tg_name, message = tg_name;
	end if;
	return new;
end $$;
create trigger registry_kurasi_demo_stays before update on registry_kurasi for each row execute function registry_demo_stays();
create trigger registry_asosiasi_demo_stays before update on registry_asosiasi for each row execute function registry_demo_stays();
create or replace function registry_kurasi_criterion_of_a_draft() returns trigger language plpgsql as $$
declare of_call bigint;
begin
	if tg_op = 'INSERT' then of_call := new.call; else of_call := old.call; end if;
	if not exists (select 1 from registry_kurasi k where k.id = of_call and (k.state = 'draft' or k.demo and tg_op = 'DELETE')) then
		raise exception using errcode = 'check_violation', constraint = 'registry_kurasi_criterion_is_of_a_draft', message = 'registry_kurasi_criterion_is_of_a_draft';
	end if;
	if tg_op = 'DELETE' then return old; end if;
	return new;
end $$;
create function registry_asosiasi_membership_begins_few() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if new.asosiasi_yes_at = new.made_at
		and (select count(*) from registry_asosiasi_membership m where m.asosiasi = new.asosiasi and m.made_at > new.made_at - 86400000000 and m.asosiasi_yes_at = m.made_at) >= 50 then
		broken := 'registry_asosiasi_membership_invites_few';
	elsif new.owner_yes_at = new.made_at
		and (select count(*) from registry_asosiasi_membership m where m.business = new.business and m.made_at > new.made_at - 86400000000 and m.owner_yes_at = m.made_at) >= 10 then
		broken := 'registry_asosiasi_membership_asks_few';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_asosiasi_membership_begins_few before insert on registry_asosiasi_membership for each row execute function registry_asosiasi_membership_begins_few();
create function registry_asosiasi_nomination_begins_few() returns trigger language plpgsql as $$
declare broken text := null;
begin
	if (select count(*) from registry_asosiasi_nomination n where n.membership = new.membership and n.made_at > new.made_at - 86400000000) >= 5 then
		broken := 'registry_asosiasi_nomination_spares_a_member';
	elsif (select count(*) from registry_asosiasi_nomination n join registry_asosiasi_membership m on m.id = n.membership join registry_asosiasi_membership o on o.asosiasi = m.asosiasi
		where o.id = new.membership and n.made_at > new.made_at - 86400000000) >= 50 then
		broken := 'registry_asosiasi_nomination_is_of_few';
	end if;
	if broken is not null then
		raise exception using errcode = 'check_violation', constraint = broken, message = broken;
	end if;
	return new;
end $$;
create trigger registry_asosiasi_nomination_begins_few before insert on registry_asosiasi_nomination for each row execute function registry_asosiasi_nomination_begins_few();
-- @end
