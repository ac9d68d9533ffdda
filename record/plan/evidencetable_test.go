package plan_test

import (
	"strings"

	"alun/ground/db"
)

// brokenEvidence are the promises of the tables of evidence, each with a statement
// that breaks it.
var brokenEvidence = map[string]string{
	"plan_support_is_one":                    `update plan_support set kind = 'orang'`,
	"plan_support_kind_is_known":             `update plan_support set kind = 'lupa' where kind = 'foto'`,
	"plan_support_feeds_an_indicator":        `update plan_support set seq = 99 where kind = 'foto'`,
	"plan_evidence_is_one":                   `update plan_evidence set record = 1`,
	"plan_evidence_feeds_what_is_declared":   `update plan_evidence set kind = 'barang' where id = 1`,
	"plan_evidence_quarter_is_1_to_4":        `update plan_evidence set quarter = 5`,
	"plan_evidence_counts_something":         `update plan_evidence set quantity_micro = 0`,
	"plan_evidence_level_is_known":           `update plan_evidence set level = 'lupa'`,
	"plan_evidence_state_is_known":           `update plan_evidence set state = 'lupa', reason = 'x'`,
	"plan_evidence_out_has_a_reason":         `update plan_evidence set state = 'withdrawn'`,
	"plan_evidence_word_act_is_known":        `update plan_evidence_word set act = 'lupa'`,
	"plan_evidence_word_gives_a_reason":      `update plan_evidence_word set sentence = 'pendek'`,
	"plan_evidence_file_is_one":              `update plan_evidence_file set evidence = 1`,
	"plan_participant_list_state_is_known":   `update plan_participant_list set state = 'lupa', evidence = null`,
	"plan_participant_list_done_is_evidence": `update plan_participant_list set evidence = null`,
	"plan_participant_is_one":                `update plan_participant set number = 1`,
	"plan_participant_state_is_known":        `update plan_participant set state = 'lupa'`,
	"plan_participant_left_out_has_a_reason": `update plan_participant set why = 'x'`,
	"plan_participant_withdrawn_is_nobody":   `update plan_participant set state = 'withdrawn'`,
	"plan_participant_counts_once":           `update plan_participant set blind = 'a'`,
}

// oneOfTheEvidence fills the tables of evidence.
func oneOfTheEvidence(tx *db.Tx) error {
	if _, err := aPage(tx, 'd'); err != nil {
		return err
	}
	const node = `(select min(node) from plan_indicator where seq = 1)`
	for _, statement := range []string{
		`insert into plan_support (node, seq, kind, room, made_by, made_at, ended_at) values (NODE, 0, 'orang', 'plan', 'test', 1, null), (NODE, 0, 'foto', 'plan', 'test', 1, null)`,
		`insert into plan_evidence (id, node, seq, year, quarter, kind, quantity_micro, subject, happened_on, title, room, record, level, state, closed, reason, made_at, made_by, version) values
			(1, NODE, 0, 2024, 1, 'orang', 1, null, '2024-01-02', 'x', 'plan', 1, 'dinyatakan', 'counted', false, '', 1, 'test', 1),
			(2, NODE, 0, 2024, 1, 'orang', 1, null, '2024-01-02', 'x', 'plan', 2, 'dinyatakan', 'counted', false, '', 1, 'test', 1)`,
		`insert into plan_evidence_word (id, evidence, act, sentence, said_by, at) values (1, 1, 'disputed', 'Begitulah adanya.', 'test', 1)`,
		`insert into plan_evidence_file (evidence, hash, made_at) values (1, 'HASH', 1), (2, 'HASH', 1)`,
		`insert into plan_participant_list (id, node, seq, year, quarter, kind, title, happened_on, state, evidence, made_at, made_by) values
			(1, NODE, 0, 2024, 1, 'orang', 'x', '2024-01-02', 'done', 1, 1, 'test')`,
		`insert into plan_participant (id, list, number, subject, name, blind, area, node, seq, year, kind, state, why, earlier) values
			(1, 1, 1, 8, 's', 'a', '', NODE, 0, 2024, 'orang', 'counted', '', null), (2, 1, 2, 9, 's', 'b', '', NODE, 0, 2024, 'orang', 'counted', '', null)`,
	} {
		statement = strings.NewReplacer("NODE", node, "HASH", strings.Repeat("d", 64)).Replace(statement)
		if _, err := tx.Exec(statement); err != nil {
			return err
		}
	}
	return nil
}
