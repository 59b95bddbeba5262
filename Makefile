# Needs only make and a Python from 3.11 on; everything else comes from the locks, hash by hash.
# PORT and VENDOR_RISK_DATA are honoured by every target that runs the application.

SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)
PIP := $(BIN)/python -m pip install --progress-bar on --disable-pip-version-check
# fewest: one version of each package for all Pythons, so that types and numbers are the same on all of them
LOCK := uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
WORKERS ?= auto
TEST_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo run test browser services install-test check lint bench bench-graph \
	eval-workbooks lock migration migrations translations clean

help: ## Show this list
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

install: $(VENV)/installed ## Install the application and its dependencies into .venv
install-dev: $(VENV)/installed-dev ## Install development dependencies as well

demo: install ## Create the fictional demo group once, then start the server
	@VENDOR_RISK_DEMO=1 $(BIN)/vendor-risk demo --serve

run: install ## Upgrade the database and start the server
	$(BIN)/vendor-risk upgrade
	$(BIN)/vendor-risk run

test: install-dev ## Run the fast tests (under 5 minutes on two cores)
	$(BIN)/python -m pytest -n $(WORKERS) -m "not browser and not postgresql and not redis and not install" $(TEST_ARGS)

browser: install-dev ## Run the browser tests (needs Chromium)
	VENDOR_RISK_REQUIRE_ALL=1 $(BIN)/python -m pytest -m browser $(TEST_ARGS)

services: install-dev ## Run the tests that need PostgreSQL and Redis
	VENDOR_RISK_REQUIRE_ALL=1 $(BIN)/python -m pytest -m "postgresql or redis" $(TEST_ARGS)

install-test: install-dev ## Build the wheel, install it elsewhere and request every page
	VENDOR_RISK_REQUIRE_ALL=1 $(BIN)/python -m pytest -m install $(TEST_ARGS)

lint: install-dev ## Check linting, formatting, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test browser services install-test ## Run every check, as in CI

bench: install-dev ## Measure speed against its limit (JSON=1: one object per line)
	@$(BIN)/vendor-risk bench $(if $(JSON),--json)

bench-graph: install-dev ## Measure the speed of the supply graph (JSON=1: one object per line)
	@$(BIN)/vendor-risk bench --only graph $(if $(JSON),--json)

eval-workbooks: install-dev ## Compare how third-party Excel files are read with the correct results (VENDOR_RISK_WORKBOOKS)
	@$(BIN)/python -m tests.reading.evaluation

lock: install-dev ## Update the lock files from pyproject.toml
	$(BIN)/$(LOCK) --group build -o requirements-build.lock
	$(BIN)/$(LOCK) --all-extras -c requirements-build.lock pyproject.toml -o requirements.lock
	$(BIN)/$(LOCK) --all-extras --group dev -c requirements-build.lock -c requirements.lock pyproject.toml -o requirements-dev.lock

migration: install-dev ## Write the next migration from the models: make migration m="say what"
	$(BIN)/python -m tests.migrations.new $(if $(m),"$(m)")

migrations: install-dev ## Regenerate 0001 from the models (only until the first release)
	$(BIN)/python -m tests.migrations.regenerate

translations: install-dev ## Print messages without a Japanese translation, ready to paste
	@$(BIN)/python -m tests.codebase.catalogue

clean: ## Remove build output (not the data)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
