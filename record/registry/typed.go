package registry

import "strings"

// Words that people type, in three languages: they are read, never shown.

// dayNames are the days as people write them: Indonesian, English and their short
// forms; numbers are how hours are kept.
var dayNames = map[string]int{
	"senin": 0, "sen": 0, "sn": 0, "monday": 0, "mon": 0, "1": 0, "月": 0,
	"selasa": 1, "sel": 1, "sl": 1, "tuesday": 1, "tue": 1, "2": 1, "火": 1,
	"rabu": 2, "rab": 2, "rb": 2, "wednesday": 2, "wed": 2, "3": 2, "水": 2,
	"kamis": 3, "kam": 3, "km": 3, "thursday": 3, "thu": 3, "4": 3, "木": 3,
	"jumat": 4, "jum'at": 4, "jum’at": 4, "jum": 4, "jm": 4, "friday": 4, "fri": 4, "5": 4, "金": 4,
	"sabtu": 5, "sab": 5, "sb": 5, "saturday": 5, "sat": 5, "6": 5, "土": 5,
	"minggu": 6, "min": 6, "mg": 6, "ahad": 6, "sunday": 6, "sun": 6, "7": 6, "日": 6,
}

// Words of hours that are no single day.
var (
	dayWords = map[string][2]int{"setiap hari": {0, 6}, "tiap hari": {0, 6}, "every day": {0, 6}, "daily": {0, 6}, "hari kerja": {0, 4}, "毎日": {0, 6}}
	shutWord = []string{"tutup", "libur", "closed", "x", "休み"}
	allDay   = []string{"24 jam", "24 hours", "24jam", "24時間"}
)

// periods are the times in which somebody makes so much.
var periods = map[string]string{"jam": "hour", "hour": "hour", "hari": "day", "day": "day", "minggu": "week", "pekan": "week", "week": "week",
	"bulan": "month", "month": "month", "tahun": "year", "year": "year", "時間": "hour", "日": "day", "週": "week", "月": "month", "年": "year"}

// truths are the answers to what is true or not, as forms and sheets write them.
var truths = map[string]string{
	"yes": Yes, "ya": Yes, "y": Yes, "1": Yes, "true": Yes, "on": Yes, "はい": Yes,
	"no": No, "tidak": No, "t": No, "n": No, "0": No, "false": No, "bukan": No, "いいえ": No,
}

// dashes are the ways to write "until".
var dashes = strings.NewReplacer("–", "-", "—", "-", "−", "-", "〜", "-", "～", "-", "s/d", "-", "s.d.", "-", " sampai ", "-", "；", ";", "、", ",")
