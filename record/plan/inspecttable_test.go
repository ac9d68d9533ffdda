package plan_test

import "alun/ground/db"

// brokenInspection are the promises of the tables of reconciling, of samples and
// of reminders, each with a statement that breaks it.
var brokenInspection = map[string]string{
	"plan_reconciliation_is_one":              `update plan_reconciliation set columns = 'a'`,
	"plan_reconciliation_state_is_known":      `update plan_reconciliation set state = 'lupa'`,
	"plan_reconciliation_revision_is_counted": `update plan_reconciliation set revision = 0`,
	"plan_reconciliation_raw_is_one":          `update plan_reconciliation_raw set number = 1`,
	"plan_reconciliation_row_is_one":          `update plan_reconciliation_row set number = 1`,
	"plan_reconciliation_row_state_is_known":  `update plan_reconciliation_row set state = 'lupa'`,
	"plan_reconciliation_row_has_a_side":      `update plan_reconciliation_row set line = null, figure = null`,
	"plan_reconciliation_word_is_short":       `update plan_reconciliation_word set sentence = 'pendek'`,
	"plan_sample_rule_is_known":               `update plan_sample set rule = 'lupa', seed = ''`,
	"plan_sample_chance_has_seed":             `update plan_sample set seed = ''`,
	"plan_sample_days_in_order":               `update plan_sample set until_day = '2024-09-30'`,
	"plan_sample_level_is_1_to_3":             `update plan_sample set level = 4`,
	"plan_sample_row_is_one":                  `update plan_sample_row set number = 1 where number = 2`,
	"plan_sample_row_once":                    `update plan_sample_row set node = (select min(node) from plan_sample_row)`,
	"plan_sample_paper_row":                   `update plan_sample_paper set number = 9`,
	"plan_sample_paper_conclusion_is_known":   `update plan_sample_paper set conclusion = 'lupa'`,
	"plan_followup_row":                       `update plan_followup set number = 9`,
	"plan_followup_once":                      `update plan_followup set sum = 'a'`,
	"plan_followup_state_is_known":            `update plan_followup set state = 'lupa'`,
	"plan_followup_sentence_is_short":         `update plan_followup set sentence = 'pendek'`,
	"plan_followup_word_act_is_known":         `update plan_followup_word set act = 'lupa'`,
	"plan_reminder_is_one_a_day":              `update plan_reminder set day = '2024-10-01'`,
}

// oneOfTheInspection fills the tables of reconciling, of samples and of reminders;
// the round must be there.
func oneOfTheInspection(tx *db.Tx) error {
	for _, statement := range []string{
		`insert into plan_reconciliation (id, report, revision, opd, file, sum, columns, state, rows, skipped, unnamed, made_by, made_at)
			select 1, min(id), 1, null, 'x', 'x', 'a', 'done', 2, 0, 0, 'test', 1 from plan_report`,
		`insert into plan_reconciliation (id, report, revision, opd, file, sum, columns, state, rows, skipped, unnamed, made_by, made_at)
			select 2, min(id), 1, null, 'x', 'x', 'b', 'done', 2, 0, 0, 'test', 1 from plan_report`,
		`insert into plan_reconciliation_raw (run, number, lines) values (1, 1, 'x'), (1, 2, 'x')`,
		`insert into plan_reconciliation_row (id, run, number, state, line, code, name, how, candidates, figure, node,
				file_budget_text, file_spent_text, plan_budget_text, plan_spent_text)
			select 1, 1, 1, 'matched', 1, '1', 'x', 'x', 1, id, node, '', '', '', '' from plan_figure where id = (select min(id) from plan_figure)`,
		`insert into plan_reconciliation_row (id, run, number, state, line, code, name, how, candidates,
				file_budget_text, file_spent_text, plan_budget_text, plan_spent_text)
			values (2, 1, 2, 'only_file', 2, '2', 'x', 'x', 0, '', '', '', '')`,
		`insert into plan_reconciliation_word (id, row, sentence, said_by, at) values (1, 1, 'Begitulah adanya.', 'test', 1)`,
		`insert into plan_sample (id, assignment, from_day, until_day, report, revision, rule, seed, level, size, each_office, offices, population, made_by, made_at)
			select 1, 'x', '2024-10-01', '2024-10-02', min(id), 1, 'chance', 'x', 3, 2, false, '', 2, 'test', 1 from plan_report`,
		`insert into plan_sample_row (sample, number, figure, node, opd, draw, questions)
			select 1, 1, id, node, opd, '', 0 from plan_figure where id = (select min(id) from plan_figure)`,
		`insert into plan_sample_row (sample, number, figure, node, opd, draw, questions)
			select 1, 2, id, node, opd, '', 0 from plan_figure where id = (select min(id) from plan_figure where node <> (select min(node) from plan_sample_row))`,
		`insert into plan_sample_paper (id, sample, number, seen, conclusion, remark, said_by, at) values (1, 1, 1, '', 'sesuai', '', 'test', 1)`,
		`insert into plan_followup (id, sample, number, sentence, due, sum, state, version, made_by, made_at) values
			(1, 1, 1, 'Mohon dilengkapi.', '2024-11-01', 'a', 'open', 1, 'test', 1), (2, 1, 1, 'Mohon dilengkapi.', '2024-11-02', 'b', 'open', 1, 'test', 1)`,
		`insert into plan_followup_word (id, followup, act, sentence, said_by, at) values (1, 1, 'opened', '', 'test', 1)`,
		`insert into plan_reminder (round, opd, day, by_person, mails, messages, at) select 1, min(id), '2024-10-01', null, 1, 0, 1 from plan_opd`,
		`insert into plan_reminder (round, opd, day, by_person, mails, messages, at) select 1, min(id), '2024-10-02', null, 1, 0, 1 from plan_opd`,
	} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
