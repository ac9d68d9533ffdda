package planweb

import "alun/ground/web"

// sheetRoutes lists the addresses of an office's desk in a round.
func (d Desk) sheetRoutes() []web.Route {
	const office = "/putaran/{year}/{quarter}/{opd}"
	return []web.Route{
		web.Show(office, d.sheetShow, "dari", "baris", "simpan", "format", "kabar", "pada"),
		web.Do(office, d.saveForm()),
		web.Show(office+"/isi", d.sheetData),
		web.Do(office+"/sel", d.saveCells()),
		web.Do(office+"/jelas", d.explainFinding()),
		web.Do(office+"/mulai", d.startSheet()),
		web.Show(office+"/baris", d.rowsShow, "di", "sebelum", "kabar"),
		web.Do(office+"/baris", d.addRow()),
		web.Show(office+"/baris/{baris}", d.rowShow, "sebelum", "kabar"),
		web.Do(office+"/baris/{baris}", d.moveRow()),
		web.Show(office+"/unggah", d.uploadShow),
		web.Do(office+"/unggah", d.readUpload()),
		web.Do(office+"/unggah/masuk", d.putUpload()),
	}
}
