package main

import "fmt"

// What the ranked index is held against, at a million documents.
var (
	goalFind = &goal{"99 of 100 questions among a million documents ≤ " + millis(findP99Goal),
		"A question that must look at many blocks of postings, or a collection of garbage that falls into it."}
	goalFindRatio = &goal{fmt.Sprintf("≥ %.0f times as fast as SQLite FTS5 on one word", findRatioGoal),
		"SQLite scores every document that has the word; the index leaves out blocks that cannot come among the best twenty. Of a rare word there is little to leave out."}
	goalFindOr = &goal{"six words, any of them, among a million documents ≤ " + millis(findOrGoal),
		"Common words have nearly equal blocks, so that few can be left out."}
	goalFindList  = &goal{"a filtered list with its exact total among a million documents ≤ " + millis(findListGoal) + " of processor time", "Filters are bitmaps over all documents: each is walked once."}
	goalFindFresh = &goal{fmt.Sprintf("a change is found ≤ %s at %d changes a second", seconds(findFreshGoal), findRate), "A merge of segments shares the processors with the changes."}
	goalFindReady = &goal{"read from disk and ready ≤ " + seconds(findReadyGoal), "The file is read and checked whole."}
	goalFindHeap  = &goal{"memory of the index ≤ " + megabytes(findHeapGoal[100_000]) + " at 100,000 documents, ≤ " + megabytes(findHeapGoal[million]) + " at a million",
		"Postings, positions for phrases, texts of names and filters lie in memory whole."}

	goalsFind = []*goal{goalFind, goalFindRatio, goalFindOr, goalFindList, goalFindFresh, goalFindReady, goalFindHeap}
)
