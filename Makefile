# `make run` and `make test` do their own set-up; they need Python 3.11 or later, make, and a package index.
# The system's comes first, where it can make environments: distributions build theirs to be fast, which what a version
# manager builds here often is not. The tests take an eighth longer with one of those.
PYTHON ?= $(shell for python in /usr/bin/python3.11 python3.11; do \
	"$$python" -c "import ensurepip, venv" 2>/dev/null && echo "$$python" && exit; done; echo python3)
VENV := .venv
BIN := $(VENV)/bin

# Modules compiled once need not be at each start: without that a bot starts 0.3 s later, and a run of the tests starts
# many.
unexport PYTHONDONTWRITEBYTECODE

# `microrredes run` leaves docstrings out, and modules are compiled apart for that.
compiled_for_run = $(BIN)/python -OO -c "import bot.application, bot.intake.webhook, bot.serving"

.PHONY: run test tests types checks install work catalogues format

run: install
	@$(BIN)/python -m bot.start

install: $(VENV)/installed

work: $(VENV)/ready-for-work

# What takes long goes side by side: types on one core, and tests, many of which wait for processes and servers, so that
# three at once keep the rest busy.
test: checks
	@$(MAKE) --no-print-directory --jobs=2 types tests

tests: work
	$(BIN)/python -m slipcover -m pytest -n 3 --dist worksteal

types: work
	$(BIN)/mypy .

checks: work
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/python -m locales.catalogues --check

catalogues: work
	$(BIN)/python -m locales.catalogues

format: work
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@$(compiled_for_run)
	@touch $@

$(VENV)/ready-for-work: pyproject.toml constraints.txt | $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[work]'
	@$(compiled_for_run)
	@touch $@ $(VENV)/installed

$(VENV):
	$(PYTHON) -m venv $(VENV)
