# Airlock: each target is a line or two; what they do is in README.md.
PYTHON ?= python3
BIN := .venv/bin
# Many tests wait for timers and other processes: one worker more than there are cores.
WORKERS = $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: install install-test demo test lint serve bench

install: .venv/.app frontend

install-test: .venv/.test frontend

.venv/.app: requirements/app.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python tools/install.py requirements/app.txt && touch $@

.venv/.test: requirements/test.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python tools/install.py requirements/test.txt && touch $@ .venv/.app

.venv/.bench: requirements/bench.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python tools/install.py requirements/bench.txt && touch $@ .venv/.test .venv/.app

.PHONY: frontend
frontend:
	@$(BIN)/python tools/frontend.py

demo: install
	@$(BIN)/airlock demo $(ARGS)

serve: install
	@$(BIN)/airlock serve $(ARGS)

test: install-test
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --max-worker-restart 0 $(ARGS)

lint: install-test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

.PHONY: audit
audit: install-test
	@$(BIN)/python tools/audit.py

bench: .venv/.bench frontend
	@$(BIN)/python -m benchmarks $(ARGS)
