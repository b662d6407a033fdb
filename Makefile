.DEFAULT_GOAL := help
.PHONY: help run test check format bench rivals golden pictures photographs catalogue fonts axe lock clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
FONTS ?= var/fonts
AXE ?= var/axe
AXE_VERSION := 4.14.1
UV_VERSION := 0.13.9
COMPILE = $(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--universal --python-version 3.11 --all-extras $(ARGS) pyproject.toml

# The newest Python that can make a virtual environment; PYTHON=... chooses another.
# Trying it is the only sure sign: Debian splits venv off, version managers leave shims without a Python.
PYTHON ?= $(shell for p in python3.15 python3.14 python3.13 python3.12 python3.11 python3 /usr/bin/python3; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; \
	done)

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/installed ## set up once, then serve pages and worker on http://localhost:8000 (ARGS="--port N")
	@exec $(BIN)/prenotify serve $(ARGS)

test: check ## set up once, then every check and every test (ARGS="-k name" for some)
	@$(BIN)/pytest $(ARGS)

check: .venv/installed-dev ## ruff (lint and format) and mypy, no tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy prenotify tests wsgi.py $(wildcard bench tools)

format: .venv/installed-dev ## let ruff mend what it can
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format

bench: .venv/installed-dev ## measure against the simplest thing that could do the same
	@$(BIN)/python -m bench $(ARGS)

rivals: .venv/installed-bench ## measure our filings against fpdf2, WeasyPrint, typst and xhtml2pdf, fetched first
	@$(BIN)/python -m bench rival

golden: .venv/installed-dev ## write the approved letters and pictures of pages anew; then read what changed
	@PRENOTIFY_TEST_RENEW_GOLDEN=1 $(BIN)/pytest --quiet --no-header -k last_approved tests/documents

pictures: .venv/installed-dev ## draw the README's pictures anew; needs Chromium and pdftoppm
	@$(BIN)/python -m tests.readme_pictures

photographs: .venv/installed-dev ## photograph every page in every state, to look at, into var/photographs (ARGS="untrue late" for some)
	@$(BIN)/python -m tests.photographs $(ARGS)

catalogue: .venv/installed-dev ## bring the languages in line with the pages, say what is not translated (ARGS=fr begins one)
	@$(BIN)/python -m tools.catalogue $(ARGS)

fonts: ## fetch fonts for Japanese, Chinese and Korean, 46 MB, openly licensed (FONTS=var/fonts; needs npm)
	@for of in jp kr sc; do \
		scratch=$$(mktemp -d) && \
		(cd $$scratch && npm pack --silent @expo-google-fonts/noto-sans-$$of@0.4.3 >/dev/null && tar xzf *.tgz) && \
		mkdir -p $(FONTS) && \
		cp $$scratch/package/LICENSE_FONT $(FONTS)/LICENSE-noto-sans-$$of.txt && \
		for ttf in $$scratch/package/400Regular/*.ttf $$scratch/package/700Bold/*.ttf; do \
			cp $$ttf $(FONTS)/$$(basename $$ttf | sed 's/_[47]00/-/'); \
		done && \
		rm -r $$scratch || exit 1; \
	done

axe: ## fetch axe-core, with which tests look for what keeps people out of a page (needs npm)
	@scratch=$$(mktemp -d) && \
		(cd $$scratch && npm pack --silent axe-core@$(AXE_VERSION) >/dev/null && tar xzf *.tgz) && \
		mkdir -p $(AXE) && cp $$scratch/package/axe.min.js $$scratch/package/LICENSE $(AXE)/ && \
		rm -r $$scratch

lock: $(BIN)/uv ## bring the locked requirements in line with pyproject.toml (ARGS=--upgrade for newer versions)
	@$(COMPILE) --group build --output-file requirements.txt
	@$(COMPILE) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(COMPILE) --group bench --constraint requirements-dev.txt --output-file requirements-bench.txt

clean: ## remove what make made; a server's var/ stays
	rm -rf .venv dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage*
	find prenotify tests -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@python="$(PYTHON)"; \
	if [ -z "$$python" ]; then \
		echo "prenotify needs Python 3.11 or newer with its venv module, and none was found." >&2; \
		echo "On Debian or Ubuntu: apt install python3 python3-venv" >&2; \
		echo "If it is somewhere unusual: make PYTHON=/path/to/python3 ..." >&2; \
		exit 1; \
	fi; \
	echo "Setting up .venv with $$python; this happens once."; \
	$$python -m venv --clear .venv || { rm -rf .venv; exit 1; }

.venv/installed: requirements.txt pyproject.toml $(BIN)/python
	@echo "Installing what prenotify needs; a minute or two, and only when that has changed."
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what the tests need."
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

.venv/installed-bench: requirements-bench.txt .venv/installed-dev
	@echo "Installing what our filings are compared with."
	@$(PIP) --require-hashes -r requirements-bench.txt
	@touch $@

$(BIN)/uv: Makefile $(BIN)/python
	@$(PIP) uv==$(UV_VERSION)
	@touch $@
