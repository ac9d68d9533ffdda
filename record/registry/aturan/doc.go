// Package aturan is where the planner of the city decides on its own rules of size: the
// steps inside micro (M1 to M4), which are no law, as dated versions with a decree.
//
// # Words
//
//	draft    ends of the steps as they are typed, with first day, decree and reason
//	trial    how many businesses of the register a draft would move, and between which
//	         steps: counts alone, by the bands of sales that they told; of a large
//	         register a sample, because each band is sealed under its own key
//	tally    that somebody had the sales of so many businesses counted, and why: it comes
//	         before the trial, which may be drawn for two minutes
//	hidden   a number that is not told, because it is from 1 to 9 or because one such could
//	         be worked out from it; both look the same (opendata.Together)
//
// # Promises
//
//   - Classes of the law are read only: they come with the release, with their article
//     and source. The last step ends where the smallest class of the law does.
//   - A draft is tried as the city's files are (size.Check): no gap, no two classes, no
//     business that grows and falls. What fails says so beside its row.
//   - A version holds from its day, never backwards: what was computed before it comes
//     out again as it was (size.ReadAt). One that does not hold yet can be withdrawn.
//   - Sales are opened for a trial only after it was written down who has them counted,
//     how many and why; each owner sees it.
//   - No number of fewer than ten businesses is told, nor can one be worked out from the
//     total or from other drafts that are tried on the same count. Of fewer than ten in all
//     nothing is told.
//   - Two who decide at once: the slower one is told, and nothing of theirs is kept.
//   - No profile of a later release takes back what was decided here.
//
// # Diary
//
// registry.size_published and registry.size_withdrawn (registry_size_version): scheme
// and day, never a text. registry.counted (registry_tally), which package registry writes.
//
// # Who may
//
// MayRule and MayTally: the planner, with the second factor. It has no table: versions stand in those
// of package size.
package aturan
