package main

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"time"

	"alun/ground/web"
)

const (
	createsAlone    = 100
	createsTogether = 3200
	asksIdle        = 400
	askEvery        = 20 * time.Millisecond
)

// What the register is held against.
var (
	goalLoad   = &goal{"93,000 businesses loaded ≤ " + seconds(loadGoal), "Every business is sealed under a key of its own and written with its history, proof, products and diary entry."}
	goalIntake = &goal{fmt.Sprintf("import of %d rows ≤ %s", intakeRows, seconds(intakeGoal)),
		"Each row is read twice, looked for by its number and its key, sealed and written with its history; the house shares the processors with it."}
	goalIntakeLag = &goal{fmt.Sprintf("99 of 100 pages of the directory ≤ %.0f times as slow while a list comes in", intakeSlower),
		"The import, the directory's merging, the sealing of the diary and the pages share two processors."}
	goalCaught = &goal{"the directory has caught up ≤ " + seconds(caughtGoal) + " after a list's end", "It reads the diary behind its seal, in portions, while pages are asked for."}
	goalAgain  = &goal{"the directory ready ≤ " + seconds(againGoal) + " after a start with its file", "The file is read and checked whole; what came behind it is read from the diary."}
	goalCreate = &goal{fmt.Sprintf("≥ %.0f businesses a second written down by %d callers", createGoal, writeCallers),
		"Each is an act of some twenty statements with its keys, history, diary entry and kept answer, one after the other in one writer, and callers share the processors with the server."}
	goalList           = &goal{"a filtered list with its exact total ≤ " + micros(listGoal) + " of processor time", "The index answers in a fraction of it; the rest is reading twenty cards and drawing and compressing the page."}
	goalBusinessPage   = &goal{"a business's page, drawn anew ≤ " + micros(businessPageGoal) + " of processor time", "Reading in SQLite translated to Go, drawing and compression are as for every page that is drawn anew."}
	goalMap            = &goal{"a map of the city or of some streets, the whole page by the clock ≤ " + millis(mapGoal), "Counting all businesses into the cells of the map takes a few milliseconds at a million; the rest is the page."}
	goalRegisterMemory = &goal{"memory with the city's register ≤ 256 MB, with a million businesses ≤ 1536 MB", "The index, the program's file and garbage that gathers (see cmd/alun/heap.go)."}

	goalsRegister = []*goal{goalLoad, goalIntake, goalIntakeLag, goalCaught, goalAgain, goalCreate, goalList, goalMap, goalBusinessPage, goalRegisterMemory}
)

// creates lets makers write businesses down through the form, one and 64 at a time.
func (r *registered) creates(ctx context.Context, b *bench, house *process) ([]figure, error) {
	c := newClient(writeCallers)
	one := func(i int) error {
		return c.as(r.makers[i%len(r.makers)]).post(ctx, house.at+"/usaha/daftar", url.Values{"kind": {"usaha"}, "name": {"Warung Contoh " + strconv.Itoa(i)},
			"about_id": {"Nasi kuning dan lauk untuk sarapan."}, "legal_form": {"perorangan"}, "draf": {web.NewKey()}})
	}
	var alone, many []float64
	var cpu []time.Duration
	for round := range b.rounds + 1 {
		tell(fmt.Sprintf("creates, round %d of %d", round, b.rounds))
		a, err := house.costs(b.many(createsAlone), one)
		if err != nil {
			return nil, err
		}
		m, err := house.costsOf(writeCallers, b.many(createsTogether), one)
		if err != nil {
			return nil, err
		}
		if round > 0 {
			alone, many, cpu = append(alone, 1/a.wall.Seconds()), append(many, 1/m.wall.Seconds()), append(cpu, m.cpu)
		}
	}
	rate := median(many)
	return []figure{{What: r.on(fmt.Sprintf("businesses written down through the form, durable, %d callers", writeCallers)), Measured: fmt.Sprintf("%.0f a second", rate),
		Beside: fmt.Sprintf("%.0f of a single caller; %s CPU each", median(alone), micros(median(cpu))),
		Goal:   fmt.Sprintf("≥ %.0f", createGoal), Of: goalCreate, Met: rate >= createGoal}}, nil
}

// table is a list as an office would have it, with numbers that nobody has.
func (r *registered) table(rows int) []byte {
	var t bytes.Buffer
	t.WriteString("Nama Usaha;NIB;Kelurahan;No HP;Tgl Berdiri;Badan Usaha;KBLI;Omzet per Tahun\n")
	for i := range rows {
		fmt.Fprintf(&t, "Toko %d;88%08d331;Kel. Sepinggan Raya, Balikpapan Selatan;08407%07d;13 Februari 2020;PT;56102 - Rumah/Warung Makan;Rp %d.500.000,-\n", i+1, i+1, i+1, i%90+1)
	}
	return t.Bytes()
}

// asks asks the directory at a steady pace until done, and tells how long each took.
func asks(ctx context.Context, house *process, done <-chan error, most int) (all []time.Duration, ended error, err error) {
	c := newClient(1)
	due := time.Now()
	for i := 0; most == 0 || i < most; i++ {
		select {
		case ended = <-done:
			return all, ended, nil
		case <-time.After(time.Until(due)):
		}
		due = due.Add(askEvery)
		if time.Now().After(due) {
			due = time.Now()
		}
		begin := time.Now()
		if _, err := c.get(ctx, house.at+"/usaha?q=nasi+kuning&kecamatan=64.71.05", "gzip"); err != nil {
			return all, nil, err
		}
		all = append(all, time.Since(begin))
	}
	return all, nil, nil
}

// intake brings a list in while the directory answers.
func (r *registered) intake(ctx context.Context, b *bench, house *process) ([]figure, error) {
	file, rows := b.at("daftar.csv"), b.many(intakeRows)
	if err := os.WriteFile(file, r.table(rows), 0o600); err != nil {
		return nil, err
	}
	idle, _, err := asks(ctx, house, nil, b.many(asksIdle))
	if err != nil {
		return nil, err
	}
	tell(r.on(fmt.Sprintf("import of %d rows", rows)))
	c := exec.CommandContext(ctx, b.alun, "import", "businesses", file, "--source", "bench", "--level", "register", "--publish", "--lang", "en", "--database", r.at, "--key", b.at(keyFile))
	var said bytes.Buffer
	c.Stderr = &said
	done := make(chan error, 1)
	begin := time.Now()
	if err := c.Start(); err != nil {
		return nil, err
	}
	var took time.Duration
	go func() { err := c.Wait(); took = time.Since(begin); done <- err }()
	busy, ended, err := asks(ctx, house, done, 0)
	if err != nil || ended != nil {
		return nil, fmt.Errorf("import: %w %w: %s", err, ended, said.String())
	}
	end := time.Now()
	if _, err := shown(ctx, house, fmt.Sprintf("/usaha?q=%%22toko+%d%%22", rows), regexp.MustCompile(fmt.Sprintf(`(Toko %d)\b`, rows))); err != nil {
		return nil, err
	}
	late := time.Since(end)
	slower := float64(part(busy, 99)) / float64(part(idle, 99))
	return []figure{
		{What: r.on(fmt.Sprintf("import of %d rows with duplicate check and provenance, in a house that answers", rows)), Measured: seconds(took), Beside: lastLine(said.String()),
			Goal: "≤ " + seconds(intakeGoal), Of: goalIntake, Met: took <= intakeGoal},
		{What: r.on("the directory meanwhile, 99 of 100 within"), Measured: millis(part(busy, 99)), Beside: fmt.Sprintf("%s when idle: %.1f times; half within %s and %s", millis(part(idle, 99)), slower, millis(part(busy, 50)), millis(part(idle, 50))),
			Goal: fmt.Sprintf("≤ %.0f times", intakeSlower), Of: goalIntakeLag, Met: slower <= intakeSlower},
		{What: r.on("the last of these rows found, after the list's end"), Measured: millis(late), Goal: "≤ " + seconds(caughtGoal), Of: goalCaught, Met: late <= caughtGoal},
	}, nil
}
