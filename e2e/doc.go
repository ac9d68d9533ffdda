// Package e2e walks through the built program with a real browser, as its
// readers do: it builds alun, loads the demonstration city, opens the pages in
// Chromium at 360 and 1280 pixels and does what people come to do.
//
// Things on a page are found by role and name in the browser's accessibility
// tree, so a test passes only where a screen reader would find the same thing.
// Every tab is watched: a request to another host, a broken content policy, a
// script error or a failed request fails the test that opened it.
//
// The tests need Chromium: ALUN_TEST_CHROMIUM names it, else the usual names
// are looked for. Without one they are skipped, except under make test, which
// names it. With -at URL they visit a house that already runs. With -languages
// id,en,ja every kind of page is checked whole in each of these languages.
package e2e
