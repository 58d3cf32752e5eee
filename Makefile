# Two commands matter: `make run` and `make test`. Both install what they need into .venv first.
PY ?= python3
PIP_ARGS ?=
ARGS ?=
BIN := .venv/bin

.PHONY: help install run test test-all lint bench format clean

help: ## This list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo "  On Linux without a GPU, PIP_ARGS=\"--extra-index-url <PyTorch's CPU wheel index>\" avoids gigabytes of CUDA."

.venv/installed: pyproject.toml
	@echo "Installing into .venv: a few minutes, about 2 GB."
	$(PY) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]' $(PIP_ARGS)
	@touch $@

install: .venv/installed ## A virtual environment in .venv with everything in it

run: .venv/installed ## A whole factory for sixty days, its summary and its report; ARGS="scenario=digits seed=7" for a small one
	$(BIN)/aifactory run $(ARGS)

test: lint ## Style, types, layers and every test that is not slow: under ten minutes on two cores
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: lint ## The same with the slow tests: under an hour
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: .venv/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed ## Ratios of this machine: events, messages, transfers, memory, where the time goes
	$(BIN)/python -m benchmarks.kernel

format: .venv/installed ## Rewrite every file in the house style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean: ## Remove the environment and all caches; results stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .validation *.egg-info
