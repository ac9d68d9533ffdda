package backup

import (
	"encoding/binary"
	"fmt"

	"alun/ground/db"
	"alun/ground/fault"
)

// appendRow writes a row as both engines' rows are written.
func appendRow(to []byte, t TableHead, row []any) ([]byte, error) {
	for i, v := range row {
		switch v := v.(type) {
		case nil:
			to = append(to, markNull)
		case int64:
			to = binary.AppendVarint(append(to, markWhole), v)
		case bool:
			to = binary.AppendVarint(append(to, markWhole), int64(map[bool]int{true: 1}[v]))
		case string:
			if len(v) > maxValue {
				return nil, fault.New(fault.TooLarge, "backup.value_too_long", t.Name, t.Columns[i].Name)
			}
			to = append(binary.AppendUvarint(append(to, markText), uint64(len(v))), v...)
		case []byte:
			if len(v) > maxValue {
				return nil, fault.New(fault.TooLarge, "backup.value_too_long", t.Name, t.Columns[i].Name)
			}
			to = append(binary.AppendUvarint(append(to, markBytes), uint64(len(v))), v...)
		default:
			return nil, fmt.Errorf("backup: %s.%s holds %T", t.Name, t.Columns[i].Name, v)
		}
	}
	return to, nil
}

// fits says whether a value of this mark may stand in such a column.
func fits(kind db.ColumnKind, mark byte) bool {
	switch mark {
	case markNull:
		return true
	case markWhole:
		return kind == db.WholeColumn || kind == db.TruthColumn
	case markText:
		return kind == db.TextColumn
	case markBytes:
		return kind == db.BytesColumn
	}
	return false
}
