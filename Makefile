# planpack: `make pack` builds every account's documents; `make test` tests everything. Both set themselves up.
PYTHON ?= python3
BIN := .venv/bin
PERIOD ?=
ACCOUNTS ?=

.DEFAULT_GOAL := help
.PHONY: help setup pack check test bench lint docs templates examples pictures clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /: /' | sort

setup: .setup ## the virtual environment with the locked versions

.setup: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch .setup

pack: .setup ## the packs of all accounts, or of ACCOUNTS="acme other", for PERIOD=2026-Q3
	$(BIN)/planpack build $(ACCOUNTS) $(if $(PERIOD),--period $(PERIOD))

check: .setup ## the problems and gaps of the workbooks
	$(BIN)/planpack check $(ACCOUNTS) $(if $(PERIOD),--period $(PERIOD))

test: .setup ## all tests, in parallel
	$(BIN)/python -m pytest -n auto --dist loadgroup

bench: .setup ## what a pack costs, beside the least that its bytes could cost; writes docs/speed.md
	$(BIN)/python -m tests.bench

lint: .setup ## style, types and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: .setup ## the pages of docs/ that the code writes of itself
	$(BIN)/python -m tests.docs

templates: .setup ## the default templates and blank workbooks, drawn anew
	$(BIN)/planpack templates draw

examples: .setup ## the example accounts' workbooks, and the earlier quarter's manifests
	$(BIN)/python -m tests.examples
	$(BIN)/python -m tests.examples.packs

pictures: pack ## the README's pictures, from the example packs (needs LibreOffice and poppler; Chromium for the index page)
	$(BIN)/python -m tests.pictures

clean: ## what was built and installed
	rm -rf .venv .setup dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find outputs -mindepth 1 -maxdepth 1 ! -name 2026-Q2 -exec rm -rf {} +
