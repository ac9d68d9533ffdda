package accountweb

import "strings"

// marks are found in what a browser calls itself, in this order: those that
// others pretend to be stand last.
var (
	makes = [][2]string{{"SamsungBrowser/", "Samsung Internet"}, {"EdgA/", "Edge"}, {"Edg/", "Edge"}, {"OPR/", "Opera"}, {"UCBrowser/", "UC Browser"},
		{"MiuiBrowser/", "Mi Browser"}, {"FxiOS/", "Firefox"}, {"Firefox/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}}
	systems = [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"}}
)

// browserName says in a few words which browser it is, so that a person knows it
// again in the list of their own: "Chrome · Android". "" when it says nothing
// that is known.
func browserName(agent string) string {
	var said []string
	for _, all := range [][][2]string{makes, systems} {
		for _, m := range all {
			if strings.Contains(agent, m[0]) {
				said = append(said, m[1])
				break
			}
		}
	}
	return strings.Join(said, " · ")
}
