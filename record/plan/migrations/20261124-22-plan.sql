-- Many people fill in neighbouring rows at the same time. On PostgreSQL a changed
-- row that finds room in its page leaves the indexes alone; one that does not
-- enters them anew, and two acts that only stand in the same page of an index
-- refuse each other.
-- @postgres
alter table plan_line set (fillfactor = 50);
-- @end
