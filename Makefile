# `make help` says what there is.

GO      ?= go
FUZZTIME ?= 10s
BASE    ?= HEAD

# Tools run at pinned versions and stay out of go.mod.
GOFUMPT     = $(GO) run mvdan.cc/gofumpt@v0.9.2
STATICCHECK = $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.7.0

# Modules of their own below docs/ and testdata/, which users never download.
NESTED = $(patsubst %/go.mod,%,$(shell git ls-files 'docs/*go.mod' 'testdata/*go.mod'))

.DEFAULT_GOAL := help

.PHONY: help
help: ## Say what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: ## Serve examples on http://127.0.0.1:8080 (ARGS="-addr :9000" for another address)
	$(GO) run ./cmd/problem serve $(ARGS)

.PHONY: test
test: ## Run the tests
	$(GO) test ./...

.PHONY: check
check: ## Run what a change must pass: format, vet, staticcheck, tidy, vulnerabilities, race
	@bad=$$($(GOFUMPT) -l . ) && { [ -z "$$bad" ] || { echo "gofumpt would change:"; echo "$$bad"; exit 1; }; }
	$(GO) vet ./...
	$(STATICCHECK) ./...
	$(GO) mod tidy -diff
	$(GO) mod verify
	.ci/vuln
	$(GO) test -race -shuffle=on ./...

# The tag leaves MessagePack out of gin, which takes longest of all to compile.
.PHONY: nested
nested: export GOFLAGS += -tags=nomsgpack
nested: ## Vet and test the nested modules (examples, benchmarks, checks)
	@for dir in $(NESTED); do echo "== $$dir"; (cd $$dir && $(GO) vet ./... && $(GO) test -vet=off ./...) || exit 1; done

.PHONY: api
api: ## Look for changes that break programs which use this module
	.ci/api

.PHONY: soak
soak: ## Load the server and a service that misbehaves for a minute (needs wrk)
	cd testdata/soak && $(GO) run .

.PHONY: browser
browser: ## Check the HTML page in Chromium (needs chromium and npm)
	cd testdata/browser && PROBLEM_REQUIRE_ALL=1 $(GO) test -count=1 ./...

.PHONY: interop
interop: ## Read documents and answers with parsers and clients of others (needs npm)
	cd testdata/interop && npm ci --silent --ignore-scripts && npm test

.PHONY: bench
bench: ## Run the benchmarks of the packages
	$(GO) test -run '^$$' -bench . -benchmem ./...

.PHONY: bench-peers
bench-peers: ## Measure beside other packages and rewrite docs/benchmarks/README.md
	cd docs/benchmarks && $(GO) run .

.PHONY: bench-guard
bench-guard: ## Fail if a ratio to the floor has become worse
	cd docs/benchmarks && $(GO) run ./guard

.PHONY: bench-compare
bench-compare: ## Compare with another revision: make bench-compare BASE=main
	docs/benchmarks/compare.sh $(BASE)

.PHONY: fuzz
fuzz: ## Fuzz every target for FUZZTIME (10s)
	@for pkg in $$($(GO) list ./...); do \
		for target in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
			echo "== $$pkg $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$pkg || exit 1; \
		done; \
	done
	cd testdata/browser && $(GO) test -run '^$$' -fuzz FuzzPage -fuzztime $(FUZZTIME) -fuzzminimizetime 1x .

.PHONY: generate
generate: ## Generate code and documents anew
	$(GO) generate ./...

.PHONY: cover
cover: ## Write coverage.html and print the coverage of each package
	$(GO) test -coverprofile=coverage.out ./...
	$(GO) tool cover -html=coverage.out -o coverage.html
