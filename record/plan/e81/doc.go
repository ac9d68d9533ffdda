// Package e81 is form E.81, "Evaluasi Terhadap Hasil Renja": the quarterly
// evaluation of a department's yearly work plan, as every local government of
// Indonesia fills it in (Permendagri 86/2017, annex; the form's own number is
// E.81). It knows the columns and the rows of the form and nothing else: no
// database, no web, no judgement. Package check judges, room plan keeps.
package e81
