# `make run` and `make test` do their own set-up; they need Python 3.11 or later, make, and a package index.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test install work catalogues format

run: install
	@$(BIN)/python -m bot.start

install: $(VENV)/installed

work: $(VENV)/ready-for-work

# Counting lines takes nearly as long as the tests: it is done once, not once a database.
test: work
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports
	$(BIN)/python -m locales.catalogues --check
	$(BIN)/pytest -n 2 --dist worksteal -k "not postgres" --cov --cov-report=term
	$(BIN)/pytest -n 2 --dist worksteal -k postgres

catalogues: work
	$(BIN)/python -m locales.catalogues

format: work
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/ready-for-work: pyproject.toml constraints.txt | $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[work]'
	@touch $@ $(VENV)/installed

$(VENV):
	$(PYTHON) -m venv $(VENV)
