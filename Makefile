# `make` alone lists the tasks.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
STUDY ?= configs/deepseek-r1.yaml

.DEFAULT_GOAL := help
.PHONY: help report test check bench torture docs lock picture approve clean

help:  ## list the tasks
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(VENV)/.installed  ## install, run the DeepSeek study, say where the report is
	@$(BIN)/eventstudy run $(STUDY)

test: $(VENV)/.developed  ## install, run the whole test suite
	@$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.developed  ## format, lint, types, generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check

bench: $(VENV)/.developed  ## time and memory as ratios, in one run
	@$(BIN)/python -m benchmarks

torture: $(VENV)/.developed  ## kill 200 fetches and 100 runs at random moments
	@EVENTSTUDY_KILLS=200 $(BIN)/python -m pytest tests/test_prices_processes.py -k killed

docs: $(VENV)/.developed  ## write the generated pages again
	$(BIN)/python docs/generate.py

picture: $(VENV)/.installed  ## docs/report.png, with Debian's chromium
	@$(BIN)/eventstudy run configs/deepseek-r1.yaml --quiet
	chromium --headless --no-sandbox --disable-gpu --disable-background-networking \
	  --disable-component-update --disable-sync --no-first-run --hide-scrollbars \
	  --window-size=1200,760 --screenshot=docs/report.png \
	  "file://$(CURDIR)/reports/deepseek-r1/report.html"

approve: $(VENV)/.developed  ## take the pages as they look now as approved
	@EVENTSTUDY_APPROVE=1 $(BIN)/python -m pytest tests/browser/test_approved_pages.py

lock:  ## renew the hashed requirements (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate -q -o requirements.txt
	uv pip compile pyproject.toml --all-extras --group dev -c requirements.txt --universal \
	  --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements-dev.txt

clean:  ## remove the environment and the reports
	rm -rf $(VENV) reports/*/ reports/index.html

$(VENV)/.installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and "Python 3.11 or newer is needed; found %d.%d. Try: make PYTHON=python3.12" % v[:2])'
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.developed: requirements-dev.txt $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
