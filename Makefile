# Everything a person or CI does with this repository. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
DEMO_VAR ?= $(CURDIR)/var/demo
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
# Tools that import the settings write their files here, not beside a real database.
CHECK := TALAT_VAR=$(CURDIR)/var/check $(PY)
DEMO := TALAT_DEMO=1 TALAT_VAR=$(DEMO_VAR) $(PY)

.PHONY: help demo demo-reset test check fmt docs pictures messages bench locks clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@echo "Creating $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { echo "Debian: apt install python3-venv"; exit 1; }

# Two stamps: the demo needs less than the tests. The test set contains the demo's.
$(VENV)/run.stamp: requirements/run.txt | $(VENV)/bin/python
	@if [ ! -e $(VENV)/dev.stamp ] || [ requirements/dev.txt -nt $(VENV)/dev.stamp ]; then \
		echo "Installing the locked packages …"; $(PIP) -r requirements/run.txt; fi
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing the locked packages, with those for tests and checks …"
	@$(PIP) -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run.stamp ## Start the demo on http://127.0.0.1:8000 (PORT=8123 for another port); Ctrl-C ends it
	@exec env $(DEMO) manage.py demo --port $(PORT)

demo-reset: $(VENV)/run.stamp ## Throw the demo's data away and start over
	@exec env $(DEMO) manage.py demo --port $(PORT) --reset

test: check ## Checks and all tests on SQLite; with CI=true also on PostgreSQL, with a real Redis and browser
	@$(PY) -m tests.run $(ARGS)

check: $(VENV)/dev.stamp ## Lint, format, types, layers, migrations, Thai texts, generated docs, locks
	@$(PY) -m tests.check

fmt: $(VENV)/dev.stamp ## Format Python and templates
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format -q .
	@git ls-files -co --exclude-standard '*.html' | xargs -r $(BIN)/djade --target-version 5.2 || true

docs: $(VENV)/dev.stamp ## Write the generated reference pages in docs/reference anew
	@$(CHECK) manage.py reference_docs

pictures: $(VENV)/dev.stamp ## Take the README's pictures anew from a running `make demo` (needs Chromium)
	@$(PY) docs/images/take.py http://127.0.0.1:$(PORT)

messages: $(VENV)/dev.stamp ## Bring new message ids into the Thai .po files
	@$(CHECK) manage.py messages

bench: $(VENV)/run.stamp ## Measure how relevant and fast search is, with 250,000 listings where its servers are installed, and the main pages with 20,000
	@$(PY) -m benchmarks $(ARGS)

locks: $(VENV)/dev.stamp ## Resolve pyproject.toml into requirements/*.txt (needs a package index)
	@$(BIN)/uv pip compile pyproject.toml -q -o requirements/run.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev -q -o requirements/dev.txt

clean: ## Remove the virtual environment and everything that was generated, except the demo's data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var/check var/tests
	find . -name '*.mo' -not -path './.git/*' -delete
