package check

// referee are the rules whose cases programme_anomalies.csv lists, with the
// exact tests and thresholds of that file.
var referee = []definition{
	{id: parentBudget, kind: Fault, oracle: true, limits: limits{"rupiah": 1}, test: parentSum(budget)},
	{id: parentSpending, kind: Fault, oracle: true, limits: limits{"rupiah": 1}, test: parentSum(spending)},
	{id: overCity, kind: Fault, oracle: true, limits: limits{"rupiah": 5_000_000_000_000}, test: budgetLargerThanCity},
	{id: overBudget, kind: Fault, oracle: true, limits: limits{"percent": 120}, test: spendingFarAboveBudget},
	{id: spendingNoQuarters, kind: Fault, oracle: true, limits: limits{"rupiah": 1}, test: spendingNotSumOfQuarters},
	{id: wrongPercent, kind: Fault, oracle: true, limits: quotientLimits, test: achievement},
	{id: outputOverShare, kind: Question, oracle: true, limits: limits{"percent": 200}, test: outputAchievementAbove},
	{id: planOverShare, kind: Question, oracle: true, limits: limits{"percent": 500}, test: planAchievementAbove},
}

// quotientLimits: a printed percentage may differ from its quotient by half a
// point or by 2 % of the larger of the two, whichever is more.
var quotientLimits = limits{"points_micro": 500_000, "percent": 2}

var watches = []definition{
	{id: moneyNoOutput, kind: Watch, test: moneyWithoutOutput},
	{id: outputNoMoney, kind: Watch, test: outputWithoutMoney},
}

// faults are our further rules in which arithmetic or notation alone decides.
var faults = []definition{
	{id: quartersMakeNoSum, kind: Fault, test: quartersDoNotMakeOutput},
	{id: decimalsCut, kind: Fault, test: outputDecimalsCut},
	{id: quarterFactor, kind: Fault, limits: limits{"digits": 4}, test: spendingIsQuarterTimesFactor},
	{id: oneChild, kind: Fault, limits: limits{"rupiah": 1}, test: oneChildBreaksTheSum},
	{id: "plan_output_not_previous_plus_year", kind: Fault, test: planOutputNotPreviousPlusYear},
	{id: "plan_spending_not_previous_plus_year", kind: Fault, limits: limits{"rupiah": 1}, test: planSpendingNotPreviousPlusYear},
	{id: wrongPlanPercent, kind: Fault, limits: quotientLimits, test: planAchievement},
	{id: "money_percent_not_its_share", kind: Fault, limits: quotientLimits, test: moneyPercent},
	{id: percentNoTarget, kind: Fault, test: achievementWithoutTarget},
	{id: "plan_money_below_children", kind: Fault, limits: limits{"rupiah": 1}, test: planMoneyBelowChildren},
	{id: "plan_spending_fell", kind: Fault, test: planSpendingFell},
	{id: "amount_cannot_be_held", kind: Fault, test: amountCannotBeHeld},
	{id: "quarter_after_report", kind: Fault, test: quarterAfterReport},
}

// questions are our further rules that only the office can answer.
var questions = []definition{
	{id: twoFigures, kind: Question, test: twoFiguresInOneCell},
	{id: "decimal_point_lost", kind: Question, test: decimalPointLost},
	{id: "fraction_of_a_count", kind: Question, words: vocabulary{"counted_units": countedUnits}, test: fractionOfACount},
	{id: "output_and_money_exchanged", kind: Question, limits: limits{"output_at_least": 1_000_000, "rupiah_below": 100_000},
		words: vocabulary{"money_units": {"Rp", "Rupiah"}}, test: outputAndMoneyExchanged},
	{id: "percents_added", kind: Question, words: vocabulary{"percent_units": percentUnits}, test: percentsAdded},
	{id: sharesAddedOver, kind: Question, limits: limits{"percent": 100}, words: vocabulary{"percent_units": percentUnits,
		"percent_words": percentWords, "score_words": scoreWords, "growth_words": growthWords}, test: sharesAdded},
	{id: "score_above_100", kind: Question, limits: limits{"score": 100}, words: vocabulary{"score_words": scoreWords}, test: scoreAbove100},
	{id: "unit_contradicts_indicator", kind: Question, words: vocabulary{"percent_units": percentUnits,
		"percent_words": percentWords, "other_words": {"jumlah", "nilai", "ikm", "indeks"}}, test: unitContradictsIndicator},
	{id: "unit_changed_between_years", kind: Question, words: vocabulary{"same_units": sameUnits}, test: unitChanged},
	{id: "target_changed_manyfold", kind: Question, limits: limits{"times": 50}, test: targetChangedManyfold},
	{id: "plan_target_changed", kind: Question, limits: limits{"times": 2}, test: planTargetChanged},
	{id: "plan_money_changed_manyfold", kind: Question, limits: limits{"times": 8}, test: planMoneyChangedManyfold},
	{id: otherYearFactor, kind: Question, limits: limits{"digits": 4}, test: budgetFactorOfOtherYear},
	{id: "far_from_siblings", kind: Question, limits: limits{"rows": 5, "times": 100}, test: farFromSiblings},
	{id: "year_target_above_plan_target", kind: Question, words: vocabulary{"less_is_better": lessIsBetter}, test: yearTargetAbovePlanTarget},
	{id: "plan_target_already_passed", kind: Question, limits: limits{"percent": 150},
		words: vocabulary{"less_is_better": lessIsBetter}, test: planTargetAlreadyPassed},
	{id: budgetOverPlan, kind: Question, limits: limits{"percent": 110}, test: budgetAbovePlanMoney},
	{id: spendingOverPlan, kind: Question, test: planSpendingAbovePlanMoney},
	{id: "spending_above_budget", kind: Question, limits: limits{"percent": 120}, test: spendingAboveBudget},
	{id: "spending_without_budget", kind: Question, test: spendingWithoutBudget},
	{id: noTarget, kind: Question, test: budgetWithoutTarget},
	{id: "money_gone_output_small", kind: Question, limits: limits{"spent_percent": 90, "output_percent": 10}, test: moneyGoneOutputSmall},
	{id: "same_spending_twice", kind: Question, limits: limits{"digits": 5}, test: sameSpendingTwice},
	{id: emptyRow, kind: Question, limits: limits{"rupiah": 1}, test: rowWithoutFigures},
	{id: "name_twice", kind: Question, test: nameTwice},
}

// vocabulary is short for the word lists of a definition.
type vocabulary = map[string][]string

var (
	percentUnits = []string{"%", "Persentase"}
	percentWords = []string{"Persentase", "Presentase", "Prosentase", "Persentasi", "Peresentase"}
	// Satisfaction (IKM) and accountability (SAKIP) scores end at 100.
	scoreWords  = []string{"IKM Layanan", "Indeks Kepuasan Masyarakat", "SAKIP"}
	growthWords = []string{"pertumbuhan", "peningkatan", "kenaikan", "penambahan"}
	// Things of which there is no half.
	countedUnits = []string{"Orang", "Orang/bulan", "Peserta Didik", "siswa", "Jiwa", "Unit", "Unit Usaha", "Pelaku Usaha",
		"Perusahaan", "Dokumen", "Laporan", "Paket", "Kegiatan", "Kali", "lembaga", "organisasi", "sekolah",
		"Satuan Pendidikan", "Ruang", "objek", "Kelompok", "sistem", "lokasi", "titik", "kasus", "Arsip", "berita acara"}
	sameUnits = []string{"siswa = Peserta Didik", "sekolah = Satuan Pendidikan = lembaga",
		"Rumah tangga = Rumah Tangga Sasaran", "Dokumen = Laporan = berita acara", "Sarana/Prasarana = Unit", "Unit = Ruang"}
	// Words of indicators that are good when they fall.
	lessIsBetter = []string{"unmet need", "tidak terpenuhi", "kekerasan", "koefisien variasi", "memerlukan perlindungan khusus",
		"kemiskinan", "pengangguran", "stunting", "kematian", "kesakitan", "inflasi"}
)
