package plan_test

import "alun/ground/db"

// brokenRound are the promises of the tables of a round, each with a statement
// that breaks it.
var brokenRound = map[string]string{
	"plan_round_is_one":                       `update plan_round set quarter = 3`,
	"plan_round_quarter_is_1_to_4":            `update plan_round set quarter = 5 where id = 1`,
	"plan_round_state_is_known":               `update plan_round set state = 'lupa'`,
	"plan_round_closed_has_its_time":          `update plan_round set closed_at = 1`,
	"plan_round_budget_version_is_known":      `update plan_round set budget_version = 'geser'`,
	"plan_submission_is_one":                  `update plan_submission set opd = (select max(opd) from plan_submission)`,
	"plan_submission_state_is_known":          `update plan_submission set state = 'lupa'`,
	"plan_submission_sent_has_a_sender":       `update plan_submission set state = 'terkirim'`,
	"plan_submission_verified_has_a_verifier": `update plan_submission set state = 'terverifikasi', sent_by = 5, sent_at = 1`,
	"plan_submission_locked_has_a_locker":     `update plan_submission set locked_by = 6, locked_at = 1`,
	"plan_submission_is_verified_by_another":  `update plan_submission set sent_by = 5, verified_by = 5`,
	"plan_submission_is_locked_by_another":    `update plan_submission set sent_by = 5, locked_by = 5`,
	"plan_submission_move_is_one":             `update plan_submission_move set number = 2`,
	"plan_submission_move_moves":              `update plan_submission_move set to_state = from_state`,
	"plan_line_level_is_0_to_3":               `update plan_line set level = 4`,
	"plan_line_direction_is_known":            `update plan_line set direction = 'up'`,
	"plan_line_aggregation_is_known":          `update plan_line set aggregation = 'median'`,
	"plan_line_stands_once":                   `update plan_line set code = '1'`,
	"plan_line_change_kind_is_known":          `update plan_line_change set kind = 'lupa'`,
	"plan_line_change_gives_a_reason":         `update plan_line_change set why = 'pendek'`,
	"plan_line_return_is_one":                 `update plan_line_return set line = 2`,
	"plan_line_return_belongs_to_a_move":      `update plan_line_return set number = 9`,
	"plan_line_return_gives_a_reason":         `update plan_line_return set sentence = 'pendek'`,
	"plan_explanation_is_one":                 `update plan_explanation set finding = 'a'`,
	"plan_explanation_is_a_sentence":          `update plan_explanation set sentence = 'pendek'`,
	"plan_budget_change_kind_is_known":        `update plan_budget_change set kind = 'murni'`,
	"plan_budget_change_is_one":               `update plan_budget_change set document = '1'`,
	"plan_budget_change_line_is_one":          `update plan_budget_change_line set code = '1'`,
	"plan_budget_change_line_changes":         `update plan_budget_change_line set old_rp = new_rp`,
}

// oneOfTheRound fills the tables of a round.
func oneOfTheRound(tx *db.Tx) error {
	cells := `'', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', ''`
	for _, statement := range []string{
		`insert into plan_round (id, year, quarter, deadline, budget_version, state, opened_at, opened_by, closed_at, version) values
			(1, 2024, 3, '2024-10-10', 'murni', 'open', 1, 1, null, 1), (2, 2024, 4, '2025-01-10', 'murni', 'open', 1, 1, null, 1)`,
		`insert into plan_submission (id, round, opd, state, version, carried) select 1, 1, min(id), 'draf', 2, '' from plan_opd`,
		`insert into plan_submission (id, round, opd, state, version, carried) select 2, 1, max(id), 'draf', 2, '' from plan_opd`,
		`insert into plan_submission_move (submission, number, from_state, to_state, sentence, by_person, at) values
			(1, 2, 'belum', 'draf', '', 1, 1), (1, 3, 'draf', 'terkirim', '', 1, 1)`,
		`insert into plan_line values (1, 1, '1', 1, 0, 0, '1', 1, null, 'unknown', 'unknown', ` + cells + `),
			(2, 1, '2', 2, 0, 0, '1', 1, null, 'unknown', 'unknown', ` + cells + `)`,
		`insert into plan_line_change (id, submission, kind, by_person, at, cells, changes) values (1, 1, 'cells', 1, 1, 0, '[]')`,
		`insert into plan_line_return (submission, number, line, line_version, sentence) values
			(1, 2, 1, 1, 'Mohon dilengkapi.'), (1, 2, 2, 1, 'Mohon dilengkapi.')`,
		`insert into plan_explanation (submission, finding, line, rule, field, published, expected, sentence, by_person, at) values
			(1, 'a', 1, 'x', 'note', '', '', 'Memang begitu.', 1, 1), (1, 'b', 1, 'x', 'note', '', '', 'Memang begitu.', 1, 1)`,
		`insert into plan_budget_change (id, year, opd, submission, kind, document, signed_on, made_at, made_by)
			select 1, 2024, min(id), 1, 'pergeseran', '1', '2024-08-01', 1, 1 from plan_opd`,
		`insert into plan_budget_change (id, year, opd, submission, kind, document, signed_on, made_at, made_by)
			select 2, 2024, min(id), 1, 'perubahan', '2', '2024-09-01', 1, 1 from plan_opd`,
		`insert into plan_budget_change_line (change, code, code_order, name, old_rp, new_rp) values (1, '1', 1, 'x', 5, 6), (1, '2', 2, 'x', null, 6)`,
	} {
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
