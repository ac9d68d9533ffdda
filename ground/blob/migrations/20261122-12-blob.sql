-- The claim that made a row, until the blob is in the store; then 0. A row whose
-- blob is still coming is nobody's to refer to, however old that person's own
-- upload of the same content is. Rows from before had theirs.
alter table blob_file add column coming bigint not null default 0;
