// Package plan is the city's yearly work plan (renja) and what its evaluation
// reports (form E.81) say of it.
//
// Words: an OPD is an office with an identity across years; its printed names
// change. A Node is a place in the tree sasaran → program → kegiatan →
// subkegiatan of one office and year, named by the form's own code ("5.2.1.1",
// which matches no other system). A node has one main indicator (seq 0) and
// sometimes further ones. A Report is one evaluation: a year and a quarter. An
// import brings a file in and makes a new Revision of the reports in it; a
// reader always sees one published revision, and old ones stay reachable.
//
// Promises: figures are kept as published, unknown is never zero, nothing is
// repaired; the same rows twice change nothing; a file becomes true in one act
// or not at all, and of two imports that meet one is refused; offices that a file
// does not name are left alone; each import answers for every row that is not
// simply as before. Flags, cases and sums are kept beside the figures and follow
// their revisions.
//
// The evaluation round: a Round is one quarter that the planner opens for all
// offices, a Submission what one office hands in, a line its row with the cells
// as typed. States and the moves between them stand in one table (submission.go);
// each move is one guarded update, a row of its own and an entry in the diary.
// Cells are kept one by one, each only if it still holds what its editor saw; the
// history is a row per saving, for a draft is nobody's plan yet and the diary
// would drown in keystrokes. A row is taken out with a sentence and stays as a
// mark. What is typed is judged by the same rules as what is
// published, but for the one question that compares offices; pages judge through a
// Weigher, which remembers, acts from the beginning. An answer to a
// finding is about its figures. Who sent never verifies or locks, in the program
// and in the table. Locking publishes the rows in the act that locks, as an
// import of one office.
//
// Notes have a fair life: what comes out of a round is seen by its office, the
// planner and the inspector first, and public with the office's answer or after
// its working days (notelife.go). What every reader calls (NotesOf, CaseNotes,
// AllNotes, Cases, CountCases) leaves hidden ones out; officers have their own.
//
// Under digest: figures, reports, revisions, sums, notes, cases, promises and the
// rows that carry them, by the key; answers to notes, errata and answers to these
// by their salted hash in the entry of the diary that tells of them. Where a note stands
// must follow from the last word about it, and a note that was hidden is public
// only since an act that the diary knows (Verify). What the digests do not hold is
// when a hidden note opens: the calendar changes that.
//
// Evidence (data dukung) is one record that counts toward an indicator of a
// sub-activity, in its unit; plan_support says which kinds of record can feed it,
// and what nothing feeds shows none, so that "none yet" is never 0. It is counted,
// disputed or withdrawn. A record counts once (room, kind, record); a room tells it
// by Record in its own act, after Declare, and reverses it by WithdrawRecord in the
// act that reverses the record; by hand and by list it is the office's own. A name
// of a list is sealed with a key of that participant alone, and nobody is counted
// twice for one indicator and year. What everybody sees goes through Backed.Public:
// of fewer than ten people or businesses only that.
//
// Diary: plan.round_opened, plan.round_closed, plan.round_deadline_changed
// (plan_round), plan.submission_started, plan.submission_sent,
// plan.submission_returned, plan.submission_verified, plan.submission_locked,
// plan.submission_reopened, plan.reminded, plan.findings_explained,
// plan.indicator_set
// (plan_submission), plan.budget_changed (plan_budget_change),
// plan.note_answered, plan.note_accepted, plan.note_returned (plan_flag),
// plan.note_opened (plan_report), plan.holiday_added, plan.holiday_removed
// (plan_holiday), plan.term_set (plan_note_term), plan.published (plan_report), plan.erratum_told, plan.erratum_answered
// and plan.erratum_page_released (plan_erratum), plan.reconciled and
// plan.reconciliation_said (plan_reconciliation), plan.sample_drawn and
// plan.paper_taken (plan_sample), plan.followup_moved (plan_followup),
// plan.evidence_declared (plan_node), plan.evidence_attached,
// plan.evidence_file_added, plan.evidence_disputed, plan.evidence_settled,
// plan.evidence_withdrawn (plan_evidence), plan.participant_forgotten
// (plan_participant).
//
// Who may: everybody reads what is published; importing is for the command line
// of this machine; the rights of the round are in right.go,
// those of reconciliation and samples in reconcileright.go, of evidence in
// evidenceright.go.
package plan
