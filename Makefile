# Everything below makes its own .venv from the exact versions in constraints.txt; Python 3.11+ and make are enough.
#
#   make run      read raw/, write output/          (RUN="--raw DIR --output DIR" for other folders)
#   make serve    the same every night, by itself  (SERVE="--cron '0 3 * * *' --port 4201" for other hours, another port)
#   make test     all tests                         (TEST="tests/flows -n0 -k plain" for some)
#   make check    style, types, layers, and whether the generated documents are fresh
#   make docs     write the generated documents: the data dictionary, the questions, the command's help and the tour of a page
#   make site     the documents as a site, with the notebook's answers, into build/site; open build/site/index.html
#   make bench    what a run costs, beside a bare parse of the same pages, into docs/benchmarks.md
#   make faults   what becomes of killed runs, damaged pages and hostile archives, into docs/reliability.md
#   make fuzz     searches all rooms for input that breaks a promise (FUZZ="pubmed-2020 rules --seconds 600" for some)
#   make readers  run the recipes of docs/readers.md for Spark and R, where they are installed (SPARK_PYTHON=… for a Python with pyspark)
#   make clean    remove what the above made, output/ excepted

.PHONY: help run serve test check docs site bench faults fuzz readers clean
.DEFAULT_GOAL := help

PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$name && break; done)
VENV := .venv
IN := $(VENV)/bin
INSTALL := $(IN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
RUN ?=
FUZZ ?=
SERVE ?=
TEST ?=
# One more than there are cores: many tests wait for processes of their own.
TESTERS := $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/installed-run
	@$(IN)/pubmed-etl run $(RUN)

serve: $(VENV)/installed-run
	@exec $(IN)/pubmed-etl serve $(SERVE)

test: $(VENV)/installed-dev
	$(IN)/python -m pytest -n $(TESTERS) --dist loadgroup $(TEST)

check: $(VENV)/installed-dev
	$(IN)/ruff check
	$(IN)/ruff format --check
	$(IN)/mypy
	$(IN)/lint-imports
	$(IN)/python -m tests.documents --check

docs: $(VENV)/installed-dev
	$(IN)/python -m tests.documents

site: $(VENV)/installed-dev
	$(IN)/python -m sphinx --fail-on-warning --fresh-env --write-all --quiet -d build/doctrees docs build/site

bench: $(VENV)/installed-bench
	$(IN)/python -m tests.benchmarks $(SECTIONS)

faults: $(VENV)/installed-dev
	$(IN)/python -m tests.faults $(SECTIONS)

fuzz: $(VENV)/installed-fuzz
	$(IN)/python -m tests.fuzzing $(FUZZ)

readers: $(VENV)/installed-dev
	$(IN)/python -m tests.readers

clean:
	rm -rf $(VENV) .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache build dist *.egg-info
	find pipeline flows tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/python-ready:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or later; none was found. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "This needs Python 3.11 or later; $(PYTHON) is not. Name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON) …"
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The development tools contain all that a run needs, so a run is ready when they are.
$(VENV)/installed-run: $(VENV)/python-ready pyproject.toml constraints.txt
	@echo "Installing what a run needs; this takes a minute, once …"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/python-ready pyproject.toml constraints.txt
	@echo "Installing the development tools; this takes a minute or two, once …"
	@$(INSTALL) --editable '.[dev]'
	@touch $@ $(VENV)/installed-run

$(VENV)/installed-bench: $(VENV)/installed-dev
	@echo "Installing what the benchmarks compare with …"
	@$(INSTALL) --editable '.[dev,bench]'
	@touch $@

$(VENV)/installed-fuzz: $(VENV)/installed-dev
	@echo "Installing the fuzzer …"
	@$(INSTALL) --editable '.[dev,fuzz]'
	@touch $@
