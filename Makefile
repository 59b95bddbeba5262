# Needs only make and a Python from 3.11 on; everything else comes from the locks, hash by hash.
# PORT and VENDOR_RISK_DATA are honoured by every target that runs the application.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# fewest: one version of each package for all Pythons, so that types and numbers are the same on all of them
LOCK := uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
WORKERS ?= auto
TEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo run test browser services install-test check lint bench bench-graph \
	eval-workbooks lock migrations translations clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer was found. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements-build.lock requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV) (once; a minute or two) ..."
	@$(PIP) --require-hashes -r requirements-build.lock
	@$(PIP) --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@$(PIP) --require-hashes --no-build-isolation -r requirements-dev.lock
	@touch $@

install: $(VENV)/installed ## Install what the application needs into .venv
install-dev: $(VENV)/installed-dev ## Install what development needs too

demo: install ## Make the fictional group once, then serve it
	@VENDOR_RISK_DEMO=1 $(BIN)/vendor-risk demo --serve

run: install ## Bring the database up to date and serve
	$(BIN)/vendor-risk upgrade
	$(BIN)/vendor-risk run

test: install-dev ## The fast tests (under 5 minutes on two cores)
	$(BIN)/python -m pytest -n $(WORKERS) -m "not browser and not postgresql and not redis and not install" $(TEST_ARGS)

browser: install-dev ## The tests in a real browser (needs Chromium)
	VENDOR_RISK_REQUIRE_ALL=1 $(BIN)/python -m pytest -m browser $(TEST_ARGS)

services: install-dev ## The tests that need PostgreSQL and Redis
	VENDOR_RISK_REQUIRE_ALL=1 $(BIN)/python -m pytest -m "postgresql or redis" $(TEST_ARGS)

install-test: install-dev ## Build the wheel, install it elsewhere, get every page
	VENDOR_RISK_REQUIRE_ALL=1 $(BIN)/python -m pytest -m install $(TEST_ARGS)

lint: install-dev ## Lint, format, types, import arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test browser services install-test ## Every check; the same in CI

bench: install-dev ## Speed beside its limit (JSON=1: one object a line)
	@$(BIN)/vendor-risk bench $(if $(JSON),--json)

bench-graph: install-dev ## Speed of the supply graph (JSON=1: one object a line)
	@$(BIN)/vendor-risk bench --only graph $(if $(JSON),--json)

eval-workbooks: install-dev ## How well strangers' workbooks are read, against the truth (VENDOR_RISK_WORKBOOKS)
	@$(BIN)/python -m tests.reading.evaluation

lock: install-dev ## Renew the locks from pyproject.toml
	$(BIN)/$(LOCK) --group build -o requirements-build.lock
	$(BIN)/$(LOCK) --all-extras -c requirements-build.lock pyproject.toml -o requirements.lock
	$(BIN)/$(LOCK) --all-extras --group dev -c requirements-build.lock -c requirements.lock pyproject.toml -o requirements-dev.lock

migrations: install-dev ## Write 0001 anew from the models (only until the first release)
	$(BIN)/python -m tests.migrations.regenerate

translations: install-dev ## Print sentences without a Japanese translation, as entries to paste
	@$(BIN)/python -m tests.codebase.catalogue

clean: ## Remove what was built (not the data)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
