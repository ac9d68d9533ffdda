package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"alun/ground/db"
)

// formDoors are those of form E.81.
var formDoors = []door{
	{method: "GET", route: "/renja/{year}/e81", examples: []string{"/renja/2024/e81", "/renja/2024/e81?bentuk=a3", "/renja/2024/e81?bentuk=f4", "/renja/2023/e81?bentuk=xlsx&tw=2&revisi=1"},
		refused: []refusal{{"/renja/1900/e81", 404}, {"/renja/x/e81?bentuk=a3", 404}, {"/renja/2024/e81?bentuk=a4", 422}, {"/renja/2024/e81?bentuk=%00", 422},
			{"/renja/2024/e81?tw=4", 404}, {"/renja/2024/e81?revisi=99", 404}, {"/renja/2024/e81?revisi=-1", 422}}},
	{method: "GET", route: "/renja/{year}/e81/{opd}", examples: []string{"/renja/2024/e81/dpu", "/renja/2024/e81/dpu?bentuk=a3", "/renja/2024/e81/bkpsdm?bentuk=f4", "/renja/2023/e81/disporapar?bentuk=a3&tw=2&revisi=1"},
		refused: []refusal{{"/renja/2024/e81/tiada", 404}, {"/renja/1900/e81/dpu", 404}, {"/renja/2024/e81/%00", 404}, {"/renja/2024/e81/" + long, 404},
			{"/renja/2024/e81/dpu?bentuk=exe", 422}, {"/renja/2024/e81/dpu?revisi=99", 404}, {"/renja/2024/e81/dpu?tw=x", 422}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/e81", as: "operator", may: sheetSeen,
		examples: []string{sheetPath + "/e81", sheetPath + "/e81?bentuk=a3", sheetPath + "/e81?bentuk=f4"},
		refused:  []refusal{{sheetPath + "/e81?bentuk=csv", 422}, {"/putaran/2024/3/disdag/e81", 403}, {"/putaran/2024/9/dpu/e81", 404}, {"/putaran/2024/3/tiada/e81", 404}}},
	{method: "GET", route: "/putaran/{year}/{quarter}/{opd}/formulir", as: "operator", may: sheetSeen,
		examples: []string{sheetPath + "/formulir", sheetPath + "/formulir?kabar=simpan"},
		refused:  []refusal{{"/putaran/2024/3/disdag/formulir", 403}, {"/putaran/2024/9/dpu/formulir", 404}, {"/putaran/x/3/dpu/formulir", 404}}},
	{method: "POST", route: "/putaran/{year}/{quarter}/{opd}/formulir", as: "operator", may: append(slices.Clone(sheetWrite), "planner", "planner without second factor"), forms: []sent{
		{sheetPath + "/formulir", "version=0&driving=Kerja+sama.&hindering=Hujan.", 303, 0},
		{sheetPath + "/formulir", "version=0&driving=Tanpa+melihat+yang+baru.", 409, 0},
		{sheetPath + "/formulir", "version=x&driving=Tanpa+versi.", 409, 0},
		{sheetPath + "/formulir", "version=1&driving=" + fmt.Sprintf("%02001d", 7), 422, 0},
		{"/putaran/2024/3/disdag/formulir", "version=0&driving=Bukan+kantor+saya.", 403, 0}}},
}

// e81Acts write texts anew each time.
func (w *twoFaces) e81Acts() map[string]act {
	return map[string]act{
		"POST /putaran/{year}/{quarter}/{opd}/formulir": w.alone(func(ctx context.Context, n int) error {
			version := 0
			err := w.house.db.Read(ctx, func(tx *db.Tx) (err error) {
				version, _, err = db.One(tx, (*db.Row).Int, `select coalesce(max(version), 0) from plan_form_text where year = 2024 and quarter = 3 and opd is not null`)
				return err
			})
			if err != nil {
				return err
			}
			return w.formAs(ctx, "operator", w.site.Handler(), sheetPath+"/formulir", fmt.Sprintf("version=%d&driving=Sebab+ke-%d.", version, n), http.StatusSeeOther)
		}),
	}
}
