-- Since when a list has a business, as the list says it: a day; '' where it says none. Null:
-- the row is not of a list, but of what somebody wrote down. Whether a business works is
-- reckoned from that day, not from the day on which the list came in here.
alter table registry_source_row add column since text
	constraint registry_source_row_since_is_a_day check (since = '' or length(since) = 10);
update registry_source_row set since = (select case length(b.started) when 10 then b.started when 7 then b.started || '-15' when 4 then b.started || '-07-01' else '' end
	from registry_business b where b.id = registry_source_row.business) where source not like '%/%';
