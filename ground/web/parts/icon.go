package parts

// Icon is a line drawing on a 24 by 24 field: the data of one SVG path. An icon
// never stands alone, a word is always beside it.
type Icon string

// The icons of the house.
const (
	NoIcon      Icon = ""
	IconAlert   Icon = "M12 3.5 22 20.5H2zM12 10v5M12 17.5v.5"
	IconArrow   Icon = "M4 12h15M13 6l6 6-6 6"
	IconBack    Icon = "M20 12H5M11 6l-6 6 6 6"
	IconCheck   Icon = "m5 12.5 4.5 4.5L19 7.5"
	IconDoc     Icon = "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"
	IconGet     Icon = "M12 4v11M7 11l5 5 5-5M4 20h16"
	IconMap     Icon = "M12 21c5-5 7-8 7-11a7 7 0 0 0-14 0c0 3 2 6 7 11zM12 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z"
	IconMenu    Icon = "M4 7h16M4 12h16M4 17h16"
	IconPrint   Icon = "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z"
	IconSearch  Icon = "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5l5 5"
	IconPlus    Icon = "M12 5v14M5 12h14"
	IconOutside Icon = "M9 5H5v14h14v-4M13 4h7v7M20 4 10 14"
)
