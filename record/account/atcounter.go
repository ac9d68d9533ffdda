package account

import "alun/ground/db"

// MakerAtCounter finds the maker of a number who stands at a counter with a document:
// to give them what is theirs. Who is no maker is nobody here.
func (p *People) MakerAtCounter(tx *db.Tx, session, area, document string, l Login) (db.ID, error) {
	if _, err := May(tx, session, MayCounter, At{Area: area}); err != nil {
		return 0, err
	}
	if err := documentSeen(RecoveryDocuments, document, "account.document_face"); err != nil {
		return 0, err
	}
	return p.maker(tx, l)
}
