# Everything a contributor runs. It needs Python 3.11 or later, git and make, and nothing else: each
# target first makes .venv and installs what it needs there, pinned with hashes. The second time it
# only checks that nothing changed.
#
#   make PYTHON=python3.13 test      with another Python (remove .venv first)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# pip answers the same whatever its settings say about where the user keeps packages.
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_USER := 0
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

# One stamp for each step of the installation: written when the step is done, and older than what it
# was made from when it must be done again.
MADE := $(VENV)/.made
DEMO_READY := $(VENV)/.demo-installed
READY := $(VENV)/.installed
CONTRACT := .cache/contract/.fetched
WHEELS := .cache/wheels/.fetched

PIP_INSTALL := $(BIN)/python -m pip install --quiet
UV_COMPILE := $(BIN)/uv pip compile --quiet --system-certs --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
	--custom-compile-command "make lock"

# What the action does without, though a package asks for it. PyGithub asks for cryptography to sign in as
# a GitHub App, which govbot leaves to GitHub; rich for Pygments to colour code, which it never shows;
# cffi for pycparser to build what comes built. tests/packaging holds that nothing else misses them.
UNUSED := cryptography pycparser pygments

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The two commands to start with -----------------------------------------------------------------

.PHONY: demo
demo: $(DEMO_READY) ## play a whole community through the sandbox, from RFC to decision
	@$(BIN)/govbot demo

.PHONY: test
test: static pytest ## check everything that is quick to check, in a few minutes

# Before a change lands: what `make test` leaves out, in under half an hour --------------------------

.PHONY: prove
prove: proofs searches coverage pythons ## check the rest: every crash, every order, long searches, coverage

# Parts of `make test` ---------------------------------------------------------------------------

# A test is left to `make prove` by a mark that says what it is; pyproject.toml explains each.
PROOFS := crashes or orders or runner or sizes or wheel
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile

.PHONY: static
static: lint types imports workflows ## every check that runs no test

.PHONY: lint
lint: $(READY) ## style and rules of code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: format
format: $(READY) ## mend what `make lint` can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: types
types: $(READY) ## types, strictly
	$(BIN)/mypy

.PHONY: imports
imports: $(READY) ## who may import whom
	$(BIN)/lint-imports --no-logo

.PHONY: workflows
workflows: $(READY) ## the workflows and the action: schema, mistakes, security
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-actions action.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms \
		$(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(BIN)/actionlint
	$(BIN)/zizmor --offline --quiet --pedantic .github action.yml

.PHONY: pytest
pytest: $(READY) $(CONTRACT) ## the tests of units, laws, contracts, documents and stories
	$(PYTEST) -m "not ($(PROOFS))"

# Parts of `make prove` --------------------------------------------------------------------------

.PHONY: proofs
proofs: $(READY) $(CONTRACT) $(WHEELS) ## every crash and order; the workflow files and the wheel, run for real
	$(PYTEST) -m "$(PROOFS)"

.PHONY: searches
searches: $(READY) $(CONTRACT) ## look longer for a counter-example to each law
	GOVBOT_HYPOTHESIS=long $(PYTEST) -m "hypothesis and not ($(PROOFS))"

.PHONY: coverage
coverage: $(READY) $(CONTRACT) ## what `make test` reaches, line by line, and its floor
	$(PYTEST) -m "not ($(PROOFS))" --cov --cov-report=term

.PHONY: pythons
pythons: $(READY) $(CONTRACT) ## the same tests with each other Python on this machine
	$(BIN)/python scripts/other_pythons.py -n auto --dist loadfile -m "not ($(PROOFS))"

# Other work -------------------------------------------------------------------------------------

.PHONY: bench
bench: $(READY) $(WHEELS) ## measure speed; prints numbers, fails nothing
	$(BIN)/python -m bench

.PHONY: mutate
mutate: $(READY) ## change the code and say which changes no test notices; ONLY=path for a part
	$(BIN)/python -m scripts.mutate $(ONLY)

.PHONY: live
live: $(READY) ## try the real GitHub in a scratch repository (docs/how-to/record-cassettes.md says how)
	@$(BIN)/python -m scripts.live

.PHONY: docs
docs: $(READY) ## write what is generated again: schemas, reference pages, pictures, workflows
	$(BIN)/python scripts/write_schemas.py
	$(BIN)/python scripts/write_reference.py
	$(BIN)/python scripts/write_cli_reference.py
	$(BIN)/python scripts/draw_pictures.py
	$(BIN)/python scripts/write_workflows.py

.PHONY: build
build: $(READY) ## the wheel and the source archive, in dist/
	rm -rf dist
	$(BIN)/python -m build --no-isolation

.PHONY: install
install: $(READY) $(CONTRACT) $(WHEELS) ## only set up: .venv, and what the tests download

.PHONY: lock
lock: $(READY) ## pin the newest versions of everything that pyproject.toml asks for
	$(UV_COMPILE) --upgrade pyproject.toml --all-extras --group dev -o requirements/dev.txt
	$(UV_COMPILE) pyproject.toml -c requirements/dev.txt --extra sandbox --group build \
		-o requirements/demo.txt
	$(UV_COMPILE) pyproject.toml -c requirements/dev.txt $(UNUSED:%=--no-emit-package %) \
		-o requirements/action.txt
	$(UV_COMPILE) --group pyproject.toml:installer -c requirements/dev.txt -o requirements/uv.txt

.PHONY: clean
clean: ## remove everything that `make` made
	rm -rf $(VENV) .cache dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache

# Installation -----------------------------------------------------------------------------------

$(MADE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "govbot needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1)." \
			"Say which to use: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The requirements are complete, so pip has nothing to resolve: --no-deps, then `pip check`.
$(DEMO_READY): $(MADE) requirements/demo.txt pyproject.toml
	$(PIP_INSTALL) --no-deps --require-hashes -r requirements/demo.txt
	$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(READY): $(DEMO_READY) requirements/dev.txt
	$(PIP_INSTALL) --no-deps --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip check
	@touch $@

$(CONTRACT): $(READY) requirements/contract.toml scripts/fetch_contract.py
	$(BIN)/python scripts/fetch_contract.py
	@touch $@

# The proofs that install govbot elsewhere do so from these, so that they need no network.
$(WHEELS): $(READY) requirements/demo.txt requirements/uv.txt
	@rm -rf $(@D)
	$(BIN)/python -m pip download --quiet --no-deps --require-hashes -r requirements/demo.txt \
		-r requirements/uv.txt -d $(@D)
	@touch $@
