package plan

import (
	"time"

	"alun/ground/blob"
	"alun/ground/db"
	"alun/ground/fault"
	"alun/record/account"
	"alun/record/diary"
)

// Dispute says that evidence may not be right. Until it is settled it does not
// count, and is shown as disputed.
func Dispute(tx *db.Tx, session string, id db.ID, sentence string) error {
	who, e, err := mayOnEvidence(tx, session, MayDispute, id)
	if err != nil {
		return err
	}
	if sentence, err = reasoned("sentence", sentence); err != nil {
		return err
	}
	if e.State != EvidenceCounted {
		return fault.New(fault.Conflict, "plan.evidence_not_counted")
	}
	if err := e.move(tx, EvidenceDisputed, e.Level, sentence, false); err != nil {
		return err
	}
	if err := e.say(tx, who, "disputed", sentence); err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.evidence_disputed", Kind: "plan_evidence", Subject: e.ID,
		Data: map[string]any{"node": e.Node, "seq": e.Seq}})
}

// Settle decides a dispute. Upheld, the evidence is out for good, though its files
// stay for those who may see them; dismissed, it counts as checked.
func Settle(tx *db.Tx, session string, id db.ID, upheld bool, sentence string) error {
	who, e, err := mayOnEvidence(tx, session, MayDispute, id)
	if err != nil {
		return err
	}
	if sentence, err = reasoned("sentence", sentence); err != nil {
		return err
	}
	if e.State != EvidenceDisputed {
		return fault.New(fault.Conflict, "plan.evidence_not_disputed")
	}
	if upheld {
		err = e.uphold(tx, who, sentence)
	} else {
		err = e.dismiss(tx, who, sentence)
	}
	if err != nil {
		return err
	}
	return diary.Write(tx, diary.Entry{Actor: who.Actor(), Fact: "plan.evidence_settled", Kind: "plan_evidence", Subject: e.ID,
		Data: map[string]any{"node": e.Node, "seq": e.Seq, "upheld": upheld}})
}

func (e Evidence) uphold(tx *db.Tx, who account.Who, sentence string) error {
	if err := e.move(tx, EvidenceWithdrawn, e.Level, sentence, true); err != nil {
		return err
	}
	if err := e.release(tx); err != nil {
		return err
	}
	return e.say(tx, who, "upheld", sentence)
}

func (e Evidence) dismiss(tx *db.Tx, who account.Who, sentence string) error {
	level := e.Level
	if level != EvidenceTraded {
		level = EvidenceVisited
	}
	if err := e.move(tx, EvidenceCounted, level, "", false); err != nil {
		return err
	}
	return e.say(tx, who, "dismissed", sentence)
}

// EvidenceWord is what was said of a piece of evidence.
type EvidenceWord struct {
	Act      string // disputed, upheld, dismissed, withdrawn
	Sentence string
	By       string // actor
	At       time.Time
}

// EvidenceWords reads what was said of the evidence of an indicator, by evidence,
// the oldest first.
func EvidenceWords(tx *db.Tx, node db.ID, seq int) (map[db.ID][]EvidenceWord, error) {
	out := map[db.ID][]EvidenceWord{}
	err := db.Each(tx, func(r *db.Row) error {
		id := r.ID()
		out[id] = append(out[id], EvidenceWord{r.Text(), r.Text(), r.Text(), r.Time()})
		return nil
	}, `select w.evidence, w.act, w.sentence, w.said_by, w.at from plan_evidence_word w join plan_evidence e on e.id = w.evidence
		where e.node = $1 and e.seq = $2 order by w.at, w.id`, node, seq)
	return out, err
}

// FilesOf lists the files of pieces of evidence.
func FilesOf(tx *db.Tx, evidence []db.ID) (map[db.ID][]blob.File, error) {
	out := map[db.ID][]blob.File{}
	for _, id := range evidence {
		hashes, err := db.All(tx, (*db.Row).Text, `select hash from plan_evidence_file where evidence = $1 order by made_at, hash`, id)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			f, found, err := blob.FileOf(tx, h)
			if err != nil {
				return nil, err
			}
			if found {
				out[id] = append(out[id], f)
			}
		}
	}
	return out, nil
}

// EvidenceFile finds a file of a piece of evidence, for those who may see it.
func EvidenceFile(tx *db.Tx, session string, id db.ID, hash string) (blob.File, error) {
	if _, _, err := mayOnEvidence(tx, session, MaySeeEvidence, id); err != nil {
		return blob.File{}, err
	}
	files, err := FilesOf(tx, []db.ID{id})
	if err != nil {
		return blob.File{}, err
	}
	for _, f := range files[id] {
		if f.Hash == hash {
			return f, nil
		}
	}
	return blob.File{}, fault.New(fault.NotFound, "blob.not_here")
}
