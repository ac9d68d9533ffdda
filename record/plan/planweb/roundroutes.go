package planweb

import "alun/ground/web"

// roundRoutes lists the addresses of those who run the round: what waits for
// whom, all offices of a quarter, what is handed in and what the city says to it.
func (d Desk) roundRoutes() []web.Route {
	const office = "/putaran/{year}/{quarter}/{opd}"
	return []web.Route{
		web.Show("/tugas", d.tasks),
		web.Show("/putaran", d.rounds),
		web.Do("/putaran", d.openRound()),
		web.Show("/putaran/{year}/{quarter}", d.watch, "keadaan", "urut", "format", "kabar", "n"),
		web.Do("/putaran/{year}/{quarter}", d.keepRound()),
		web.Show("/putaran/{year}/{quarter}/daftar", d.printedList, "keadaan"),
		web.Show(office+"/periksa", d.review, "kabar"),
		web.Do(office+"/periksa", d.judgeSubmission()),
		web.Show(office+"/kunci", d.lockPage),
		web.Do(office+"/kunci", d.lock()),
		web.Show(office+"/buka", d.reopenPage),
		web.Do(office+"/buka", d.reopen()),
		web.Show(office+"/kirim", d.sendPage),
		web.Do(office+"/kirim", d.send()),
		web.Show(office+"/indikator", d.traits, "semua", "kabar"),
		web.Do(office+"/indikator", d.setTraits()),
		web.Show(office+"/anggaran", d.budgets, "kabar"),
		web.Do(office+"/anggaran", d.reviseBudget()),
	}
}
