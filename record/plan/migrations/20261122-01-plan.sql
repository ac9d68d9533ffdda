-- What pages read, by indexes that lead straight to it.

-- A row, its branch and its office, as printed; the last four columns leave out
-- other levels and revisions before a row is fetched.
drop index plan_figure_by_office;
create index plan_figure_by_code on plan_figure (report, opd, code_order, code, seq, level, since, until);
-- The programmes in printed order: the columns of the whole order spare a sort.
drop index plan_figure_programs;
create index plan_figure_programs on plan_figure (report, opd, code_order, code, seq) where seq = 0 and level = 1;
-- The same name in another report. Names may be longer than a key can be.
create index plan_figure_by_name on plan_figure (report, opd, substr(lower(name), 1, 200));
-- Whether a published revision shows a node; no row is fetched.
drop index plan_figure_by_node;
create index plan_figure_by_node on plan_figure (node, seq, report, since, until);

-- Notes of a node are counted, and doubtful money is listed, without fetching a
-- row. factor is there because SQLite asks for it, although the index implies it.
drop index plan_flag_by_node;
create index plan_flag_by_node on plan_flag (node, report, kind, since, until);
drop index plan_flag_odd;
create index plan_flag_odd on plan_flag (report, node, field, seq, since, until, factor) where factor > 0;

-- Cases by kind, with what their counts need, and by office.
create index plan_case_by_kind on plan_case (report, kind, since, until, flags);
create index plan_case_by_office on plan_case (opd, report);

-- The printed name of an office in a year: every whole figure is read with it.
create index plan_opd_name_by_office on plan_opd_name (opd, from_year);
