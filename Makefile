# Alun. Only Go is needed to run it; make help lists what there is.

.PHONY: help run build test soak bench release pictures generate fmt

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

run: build ## build, load Balikpapan's reports, serve http://localhost:8080 (data in ./var)
	@bin/alun demo

build: ## build bin/alun
	@tools/need-go
	@echo "Building bin/alun; the first time takes a minute or two."
	@CGO_ENABLED=0 go build -trimpath -o bin/alun ./cmd/alun

test: ## everything that must hold; installs what it needs on Debian and Ubuntu
	@tools/test

soak: ## break it on purpose, hundreds of times, and attack it; half an hour or more, as root
	@tools/soak

bench: ## measure against the goals; the table goes into doc/performance.md
	@tools/need-go
	@CGO_ENABLED=0 go run ./bench -write doc/performance.md

release: ## programs, Debian packages, checksums and list of parts into bin/release
	@tools/need-go
	@go run -C tools ./release -out ../bin/release

pictures: ## pictures of the pages into doc/img (needs Chromium)
	@tools/need-go
	@CGO_ENABLED=0 go test -count=1 -v -run '^TestPictures$$' ./e2e -pictures "$(CURDIR)/doc/img"

generate: bin/templ ## Go code from the .templ files
	@bin/templ generate -log-level warn

fmt: bin/templ ## format Go and .templ files
	@bin/templ fmt -log-level warn .
	@bin/templ generate -log-level warn
	@gofmt -w .

bin/templ: tools/go.mod
	@tools/need-go
	@go build -C tools -o ../bin/templ github.com/a-h/templ/cmd/templ
