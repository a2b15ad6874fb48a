# Everything this needs beyond Python 3.11+, git and make is fetched into .venv, build/,
# node_modules/ and static/vendor/. Run any target as often as you like.
#
#   make run         the wizard with its practice tenant        (PORT=8000, and the port after it)
#                    BASE= SITE= TEMPLATE= rehearse with exports of your own
#                    NEW_IDS=1 begin the rehearsal anew, with ids that no earlier start had
#   make serve       the wizard alone, set up by PORTAL_SETUP_... variables
#   make test        every test; installs what it needs, the browser too  (ARGS="-k merge")
#   make test-long   also those that kill it at every point       (ARGS="-k kill")
#   make check       code rules, types, import contracts, locks, translations
#   make format      put the code into its form
#   make lock        make the dependency locks anew             (ARGS=--upgrade for newest versions)
#   make bench-merge score the merge on real histories, when they are beside this folder
#   make screenshot  take the pictures of the README again
#   make clean       remove what was built; keeps var/ (your data)

PORT ?= 8000
BASE ?=
SITE ?=
TEMPLATE ?=
NEW_IDS ?=
ARGS ?=
PYTHON ?=
starter := $(or $(PYTHON),$(shell command -v python3 || command -v python))
ifeq ($(starter),)
  $(error Python 3.11 or newer is needed, and there is no python3 on this machine. \
          On Debian and Ubuntu: apt-get install python3 python3-venv)
endif
bootstrap := @$(starter) tools/bootstrap.py $(if $(PYTHON),--python=$(PYTHON))
python := .venv/bin/python

.PHONY: run serve test test-long check format lock bench-merge screenshot clean
.DEFAULT_GOAL := run

run:
	$(bootstrap) run
	@exec $(python) tools/run.py --port $(PORT) \
	  --base="$(BASE)" --site="$(SITE)" --template="$(TEMPLATE)" $(if $(NEW_IDS),--new-ids)

serve:
	$(bootstrap) run
	@exec $(python) -m app.cli serve --port $(PORT)

test:
	$(bootstrap) dev
	@$(python) tools/bootstrap.py partners || \
	  echo "Without these packages, the tests with clients and servers of others are skipped."
	@chromium=$$($(python) tools/chromium.py) && \
	  CHROMIUM="$$chromium" exec $(python) -m pytest --numprocesses=auto --dist=loadfile $(ARGS)

test-long:
	@PORTAL_SETUP_LONG_TESTS=1 $(MAKE) --no-print-directory test ARGS="$(ARGS)"

check:
	$(bootstrap) dev
	@exec $(python) tools/check.py

format:
	$(bootstrap) dev
	@$(python) -m ruff check --quiet --fix-only && $(python) -m ruff format
	@exec $(python) tools/settings_table.py --write

lock:
	$(bootstrap) dev
	@exec $(python) tools/lock.py --write $(ARGS)

bench-merge:
	$(bootstrap) dev
	@exec $(python) tools/bench_merge.py $(ARGS)

screenshot:
	$(bootstrap) dev
	@chromium=$$($(python) tools/chromium.py) && \
	  CHROMIUM="$$chromium" exec $(python) tools/screenshot.py

clean:
	@rm -rf .venv build node_modules static/vendor
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
