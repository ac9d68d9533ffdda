package plan

import (
	"strconv"
	"strings"

	"alun/ground/blob"
	"alun/ground/date"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Attaching is what an office attaches by hand.
type Attaching struct {
	Node     db.ID
	Seq      int
	Until    date.Quarter // the round in which it is attached
	Kind     string
	Micro    int64
	Happened date.Day
	Title    string
	File     string // hash of a blob that was received; "": none
}

// Attach counts something toward an indicator on the office's word or by a file.
// One file counts once for an indicator, unless it was withdrawn.
func Attach(tx *db.Tx, session string, in Attaching) (db.ID, error) {
	who, p, err := mayOnNode(tx, session, MayAttach, in.Node)
	if err != nil {
		return 0, err
	}
	e := Evidence{Node: in.Node, Seq: in.Seq, Quarter: in.Until, Kind: in.Kind, Micro: in.Micro, Happened: in.Happened, Title: strings.TrimSpace(in.Title),
		Room: PlanRoom, Record: tx.NewID(), Level: EvidenceStated, By: who.Actor()}
	if in.File != "" {
		e.Level, e.Record = EvidenceDocument, recordOfFile(in.File)
	}
	if err := e.check(date.DayOf(tx.Now())); err != nil {
		return 0, err
	}
	if e.Quarter = date.QuarterOf(e.Happened.Start()); e.Quarter.Year != p.year {
		return 0, fault.New(fault.NotFound, "plan.evidence_no_indicator")
	}
	if err := fed(tx, Feed{e.Node, e.Seq, e.Kind, e.Room}); err != nil {
		return 0, err
	}
	id, fresh, err := e.put(tx)
	if err == nil && !fresh {
		err = fault.New(fault.Conflict, "plan.evidence_invalid").At("file", "plan.evidence_same_file")
	}
	if err == nil && in.File != "" {
		err = keepFile(tx, id, in.File)
	}
	if err != nil {
		return 0, err
	}
	e.ID = id
	return id, e.tell(tx)
}

// CheckAttach tells what is wrong with it before its file is taken in.
func CheckAttach(tx *db.Tx, in Attaching) error {
	e := Evidence{Quarter: in.Until, Kind: in.Kind, Micro: in.Micro, Happened: in.Happened, Title: strings.TrimSpace(in.Title), Level: EvidenceStated}
	if err := e.check(date.DayOf(tx.Now())); err != nil {
		return err
	}
	return fed(tx, Feed{in.Node, in.Seq, in.Kind, PlanRoom})
}

// recordOfFile makes the number of a record from a file's hash.
func recordOfFile(hash string) db.ID {
	n, _ := strconv.ParseInt(hash[:min(len(hash), 15)], 16, 64) // 60 bits of SHA-256
	return db.ID(n)
}

// tell writes in the diary that something counts.
func (e Evidence) tell(tx *db.Tx) error {
	return diary.Write(tx, diary.Entry{Actor: e.By, Fact: "plan.evidence_attached", Kind: "plan_evidence", Subject: e.ID,
		Data: map[string]any{"node": e.Node, "seq": e.Seq, "kind": e.Kind, "level": e.Level, "room": e.Room, "quarter": e.Quarter.N}})
}

func keepFile(tx *db.Tx, evidence db.ID, hash string) error {
	n, err := tx.Exec(`insert into plan_evidence_file (evidence, hash, made_at) values ($1, $2, $3) on conflict (evidence, hash) do nothing`, evidence, hash, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	return blob.Keep(tx, hash)
}

// mostFiles bounds the files of one piece of evidence.
const mostFiles = 5

// AddFile lays a file beside evidence that was attached by hand or by list: what
// was only stated then has a document.
func AddFile(tx *db.Tx, session string, id db.ID, hash string) error {
	who, e, err := mayOnEvidence(tx, session, MayAttach, id)
	if err != nil {
		return err
	}
	if err := e.own(); err != nil {
		return err
	}
	files, err := FilesOf(tx, []db.ID{id})
	if err == nil && len(files[id]) >= mostFiles {
		err = fault.New(fault.Conflict, "plan.evidence_files_many", mostFiles)
	}
	if err == nil {
		err = keepFile(tx, id, hash)
	}
	if err != nil {
		return err
	}
	if e.Level == EvidenceStated {
		if err := e.move(tx, e.State, EvidenceDocument, e.Reason, e.Closed); err != nil {
			return err
		}
		e.Level = EvidenceDocument
	}
	e.By = who.Actor()
	return diary.Write(tx, diary.Entry{Actor: e.By, Fact: "plan.evidence_file_added", Kind: "plan_evidence", Subject: e.ID,
		Data: map[string]any{"node": e.Node, "level": e.Level}})
}

// own asks that evidence is the office's own and still counts or may count.
func (e Evidence) own() error {
	switch {
	case e.Room != PlanRoom:
		return fault.New(fault.Denied, "plan.evidence_of_room")
	case e.State == EvidenceWithdrawn:
		return fault.New(fault.Conflict, "plan.evidence_already_withdrawn")
	}
	return nil
}

// move brings evidence to another state, if it is still as it was read.
func (e Evidence) move(tx *db.Tx, state, level, reason string, closed bool) error {
	return tx.ExecOr(fault.New(fault.Conflict, "plan.evidence_moved"),
		`update plan_evidence set state = $4, level = $5, reason = $6, closed = $7, version = version + 1
		where id = $1 and version = $2 and state = $3`, e.ID, e.Version, e.State, state, level, reason, closed)
}

func (e Evidence) say(tx *db.Tx, who account.Who, act, sentence string) error {
	_, err := tx.Exec(`insert into plan_evidence_word (id, evidence, act, sentence, said_by, at) values ($1, $2, $3, $4, $5, $6)`,
		tx.NewID(), e.ID, act, sentence, who.Actor(), tx.Now())
	return err
}

// Withdraw takes back what the office attached. Its files and the names of its
// list go with it: they serve nothing any more.
func Withdraw(tx *db.Tx, session string, id db.ID, sentence string) error {
	who, e, err := mayOnEvidence(tx, session, MayAttach, id)
	if err != nil {
		return err
	}
	if sentence, err = reasoned("sentence", sentence); err != nil {
		return err
	}
	if err := e.own(); err != nil {
		return err
	}
	if err := e.move(tx, EvidenceWithdrawn, e.Level, sentence, e.Closed || e.State == EvidenceDisputed); err != nil {
		return err
	}
	if err := e.empty(tx); err != nil {
		return err
	}
	if err := e.say(tx, who, "withdrawn", sentence); err != nil {
		return err
	}
	return e.tellWithdrawn(tx, who.Actor())
}

func (e Evidence) tellWithdrawn(tx *db.Tx, actor string) error {
	return diary.Write(tx, diary.Entry{Actor: actor, Fact: "plan.evidence_withdrawn", Kind: "plan_evidence", Subject: e.ID,
		Data: map[string]any{"node": e.Node, "seq": e.Seq}})
}

// empty lets go of files and names.
func (e Evidence) empty(tx *db.Tx) error {
	files, err := FilesOf(tx, []db.ID{e.ID})
	if err != nil {
		return err
	}
	for _, f := range files[e.ID] {
		if err := blob.Drop(tx, f.Hash); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`delete from plan_evidence_file where evidence = $1`, e.ID); err != nil {
		return err
	}
	return e.release(tx)
}

// release takes the people of a list out, so that another list may count them.
func (e Evidence) release(tx *db.Tx) error {
	_, err := tx.Exec(`update plan_participant set state = 'withdrawn', name = '', blind = ''
		where state = 'counted' and list in (select id from plan_participant_list where evidence = $1)`, e.ID)
	return err
}
