-- Why a row was taken out of a submission: the office's own sentence. Rows that
-- were taken out before it was asked for have none.
alter table plan_line_change add column why text not null default ''
	constraint plan_line_change_gives_a_reason check (why = '' or length(why) between 10 and 500);
