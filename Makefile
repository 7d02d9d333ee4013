# Alongside. `make run` starts it; `make test` checks everything; `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

bin := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE

# The checks read the settings, which make keys: these are nobody's.
nobody := env -u DATABASE_URL ALONGSIDE_HOME=build/checks

.PHONY: help
help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 24

# Using it

.PHONY: run
run: .venv/.run ## Build what is missing, start everything, serve on PORT (8000)
	@exec $(bin)/alongside run

# Checking it

.PHONY: test
test: .venv/.dev lint ## Check everything, in a real browser as well
	@.ci/machine
	@$(bin)/alongside assets
	@echo "Tests …"
	@$(bin)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=25 $(ARGS)

.PHONY: cover
cover: .venv/.dev ## Say which lines no test beside the code goes through
	@$(bin)/python -m pytest -n 2 --dist loadfile -q -m "not browser" --cov --cov-report=term:skip-covered src $(ARGS)

.PHONY: check
check: .venv/.dev lint ## Check what is quick to check, and change nothing
	@echo "Quick tests …"
	@$(bin)/python -m pytest -n 2 --dist loadfile -q -m "not browser and not slow" $(ARGS)

lints := format style types templates imports migrations
.PHONY: lint $(lints)
lint: .venv/.dev
	@$(MAKE) --jobs=2 $(lints)
format:
	@echo "Format …" && $(bin)/ruff format --check --quiet . || { $(bin)/ruff format --check .; exit 1; }
style:
	@echo "Style …" && $(bin)/ruff check --quiet .
types:
	@echo "Types …" && $(nobody) $(bin)/mypy --no-error-summary
templates:
	@echo "Templates …" && $(bin)/djlint --lint --quiet src
imports:
	@echo "Import directions …" && $(bin)/lint-imports >build/imports.txt || { cat build/imports.txt; exit 1; }
migrations:
	@echo "Migrations …" && $(nobody) $(bin)/alongside manage makemigrations --check --dry-run --no-input

.PHONY: fix
fix: .venv/.dev ## Set right what can be set right by itself
	@$(bin)/ruff check --fix --quiet . ; $(bin)/ruff format --quiet .
	@$(nobody) $(bin)/python -m alongside.config.matrix
	@$(nobody) $(bin)/python -m alongside.config.states_drawn

# Measuring it

.PHONY: bench
bench: .venv/.dev ## Measure a tenth of the whole (FULL=1: the whole)
	@$(bin)/python -m bench $(if $(FULL),--full) $(ARGS)

.PHONY: real-networks
real-networks: .venv/.dev ## Compare the measures with networkx on the real networks in DIR
	@test -n "$(DIR)" -a -d "$(DIR)" || { echo "Say where they are: make real-networks DIR=folder" >&2; exit 1; }
	@$(bin)/python -m bench.real_networks "$(DIR)"

.PHONY: pgrls
pgrls: .venv/.dev build/pgrls/.made ## Let a linter for row-level security look at the policies
	@$(bin)/python -m tests.pgrls build/pgrls/bin/pgrls
build/pgrls/.made: tests/pgrls/requirements.txt
	@echo "Installing pgrls into build/pgrls …"
	@$(bin)/python -m venv --clear build/pgrls
	@build/pgrls/bin/python -m pip install --quiet --require-hashes -r $<
	@touch $@

# Showing it

.PHONY: pictures
pictures: .venv/.dev ## Take the pictures in docs/pictures anew
	@.ci/machine
	@$(bin)/python -m tests.journeys.pictures

# Building it

.PHONY: lock
lock: .venv/.dev ## Resolve the requirements again, within requirements*.in (ARGS=--upgrade: the newest)
	@$(lock) requirements-dev.in -o requirements-dev.txt
	@$(lock) -c requirements-dev.txt requirements.in requirements-build.in -o requirements.txt
	@$(lock) tests/pgrls/requirements.in -o tests/pgrls/requirements.txt
lock = $(bin)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(ARGS)

.venv/.run: requirements.txt pyproject.toml
	@.ci/venv
	@echo "Installing what Alongside runs on (a minute or two the first time) …"
	@$(bin)/python -m pip install --quiet --require-hashes -r requirements.txt
	@$(bin)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p build && touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	@echo "Installing what the checks run on …"
	@$(bin)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@
