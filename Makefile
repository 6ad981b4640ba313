# `make demo` and `make test` need nothing but Python 3.11 (or 3.12, 3.13) and gcc; the rest they set up in .venv.
SHELL := /bin/bash
PY := .venv/bin/python
TESTS ?= tests
# Two workers: the machines of continuous integration have two cores.
WORKERS ?= 2

.PHONY: help dev links demo test test-all test-frontends lint types golden differential fuzz bench bench-gc docs clean test-collectors

help:
	@echo "make demo            translate a program to an executable and run it"
	@echo "make test            the tests, without those marked slow"
	@echo "make test-all        all tests"
	@echo "make test-collectors run every program under every collector; results in build/collectors.jsonl"
	@echo "make test-frontends  the tests of the front end under Python 3.11, 3.12 and 3.13"
	@echo "make lint            ruff, mypy, layers"
	@echo "make types           mypy only"
	@echo "make golden          rewrite the expected outputs of the golden tests"
	@echo "make differential    compare 20,000 generated operations with CPython"
	@echo "make fuzz            run the corpus with 2,000 changed constants and inputs"
	@echo "make bench           time the benchmarks against CPython"
	@echo "make bench-gc        time the ways to manage memory; writes docs/memory-benchmarks.md"
	@echo "make docs            write the generated pages of docs/"
	@echo "make dev             set up .venv, the links for mypy and the commit hook"

dev: links
	@if [ -d .git ] && [ -x .venv/bin/pre-commit ]; then .venv/bin/pre-commit install; fi
	@echo "dev: .venv and build/typing are ready"

.PHONY: setup
setup:
	@.ci/setup

links: setup
	@.ci/links

demo: setup
	@.ci/demo

test: setup
	@$(PY) -m pytest -q -n $(WORKERS) -m "not slow" $(TESTS)

test-all: setup
	@$(PY) -m pytest -q -n $(WORKERS) $(TESTS)

test-collectors: setup
	@$(PY) -m tests.programs.collectors --jobs $(WORKERS) --resume

test-frontends: setup
	@WORKERS=$(WORKERS) .ci/test-frontends

types: links
	@cd build/typing && ../../$(PY) -m mypy --config-file ../../pyproject.toml -p weft -p tests -p benchmarks

lint: links
	@status=0; \
	$(PY) -m ruff check . || status=1; \
	$(PY) -m ruff format --check . || status=1; \
	(cd build/typing && ../../$(PY) -m mypy --config-file ../../pyproject.toml -p weft -p tests) || status=1; \
	(cd build/typing && ../../.venv/bin/lint-imports --no-logo --config ../../pyproject.toml) || status=1; \
	if [ $$status = 0 ]; then echo "lint: ruff, mypy and the layers are clean"; else echo "lint: FAILED"; fi; \
	exit $$status

golden: setup
	@$(PY) -m pytest -q -n $(WORKERS) --update-golden $(TESTS)

differential: setup
	@$(PY) -m tests.differential --operations 20000 --refused

fuzz: setup
	@$(PY) -m tests.fuzz --pairs 2000 --runs 15 --sanitize

bench-gc: setup
	@$(PY) -m benchmarks.gc.run --page docs/memory-benchmarks.md

bench: setup
	@$(PY) -m benchmarks.run

docs: setup
	@$(PY) -m weft.translator.options docs/options.md
	@echo "docs: docs/options.md is written"
	@$(PY) -m tests.language.pages docs/language

clean:
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .hypothesis
