# The commands of this project. Each one sets up what it needs first; see packaging/bootstrap.sh.
#
#   make run        set up, and open the kiosk (or the demo, where there is no camera)
#   make test       the first tier of tests, in minutes; needs no root, no screen, no network
#   make check      what has to hold before a change is taken
#   make test-system   the second tier: disks, networks, windows, a browser, the built program (as root)
#   make test-machine  the third: a Debian made anew and booted, and everything with FULL=1 (as root)
#   make test-dates    the first two tiers on invented days (tests/dates.py)
#   make test-spark    that a chain's reports on Spark are the same
#   make fleet      set up what a head office's reports need: askfirst fleet (docs/fleet.md)
#   make faults     the faults alone; FULL=1 for as many power cuts as were measured (as root)
#   make soak       N=visits [DIR=folder]: one kiosk for so long; again, it goes on where it was
#   make screens    a picture of every screen in build/screens
#   make bench      the measurements
#   make evaluate   DATA=folder [OUT=folder] [ARGS=--help]: how well the estimate does on labelled faces
#   make package    the built program, in build/package/askfirst; ARGS=--again builds twice and compares
#   make deb        the Debian package of it, in build/
#   make peer       DATA=folder: the estimate beside a library for browsers (needs npm and Chromium)
#   make manuals    write the manuals of the command line and the settings, and the example of a settings file
#   make i18n       collect the words to translate, and build what the program reads
#   make fonts      cut the fonts anew, when the words use a character they lack (Debian only)
#   make lock       choose the newest fitting versions and write the four locks
#   make clean      remove what the other commands made

PY := .venv/bin/python
QT_QPA_PLATFORM := $(or $(QT_QPA_PLATFORM),offscreen)
ARGS ?=
OUT ?= build/evaluation
DIR ?= build/soak
N ?= 3000

# A worker for each processor; one test at a time: make test WORKERS=0.
WORKERS ?= auto
PYTEST := $(PY) -m pytest
IN_GROUPS := -n $(WORKERS) --dist loadscope

.PHONY: setup setup-check setup-system setup-machine fleet run test test-system test-machine test-dates test-spark faults soak soak-docs check screens bench evaluate package deb peer manuals i18n fonts lock clean

setup:
	@packaging/bootstrap.sh

setup-check:
	@packaging/bootstrap.sh check

setup-system:
	@packaging/bootstrap.sh system

setup-machine:
	@packaging/bootstrap.sh machine

fleet:
	@packaging/bootstrap.sh fleet

# Without the test default above: the kiosk wants the real screen.
run: setup
	@.venv/bin/askfirst run --or-demo $(ARGS)

test test-system test-machine test-dates faults soak soak-docs check screens bench evaluate peer i18n: export QT_QPA_PLATFORM := $(QT_QPA_PLATFORM)

test: setup
	@echo 'AskFirst: the first tier of tests, about four minutes on two cores'
	$(PYTEST) --tier fast -n $(WORKERS) --dist worksteal $(ARGS)

test-system: setup-system
	@echo 'AskFirst: the second tier of tests, about 20 minutes on two cores'
	$(PYTEST) --tier system $(IN_GROUPS) $(ARGS)

# Then the second tier once more, with as many visits, cuts and examples as the documents tell of;
# FULL=0 leaves that out.
test-machine: setup-machine
	@echo 'AskFirst: the third tier of tests, hours; with FULL=0 12 minutes'
	$(PYTEST) --tier machine $(ARGS)
ifneq ($(FULL),0)
	FULL=1 $(PYTEST) --tier system $(ARGS)
endif

test-dates: setup-machine
	$(PY) -m tests.dates $(ARGS) -- $(IN_GROUPS)

# Gets PySpark, and a Java where none is found.
test-spark: setup-check
	@packaging/bootstrap.sh fleet-spark
	$(PYTEST) tests/spark $(ARGS)

faults: setup-system
	$(PYTEST) tests/faults $(ARGS)

# As root: only root is told what another process weighs, and can fill a disk of its own.
soak: setup-system
	$(PY) -m tests.soak.run $(DIR) --visits $(N) $(ARGS)

# What the soak in DIR has come to, into docs/reliability.md.
soak-docs: setup-check
	$(PY) -m tests.soak.report $(DIR)

check: setup-check
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/pyright
	.venv/bin/lint-imports --no-logo
	$(PY) packaging/check_assets.py
	$(PY) packaging/check_i18n.py
	$(PYTEST) -q --tier check
	$(PYTEST) -q tests/domain --cov=kiosk.domain --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100
	$(PY) -m tests.mutation.run
	$(PY) -m tests.slowest

screens: setup
	$(PY) -m kiosk.ui.gallery build/screens
	$(PY) packaging/overview.py build/screens docs/screens.png

bench: setup-system
	$(PY) -m tests.benchmarks.run $(ARGS)

evaluate: setup-check
	@test -n "$(DATA)" || { echo 'Name the folder of labelled faces: make evaluate DATA=folder'; exit 1; }
	$(PY) -m tests.benchmarks.evaluate "$(DATA)" "$(OUT)" $(ARGS)

package: setup-system
	$(PY) packaging/built/package.py $(ARGS)

deb: package
	@$(PY) packaging/linux/build_deb.py

peer: setup-system
	@test -n "$(DATA)" || { echo 'Name the folder of labelled faces: make peer DATA=folder'; exit 1; }
	@$(PY) -m tests.benchmarks.peer "$(DATA)" $(ARGS)

manuals: setup-check
	$(PY) -m tools.write_manuals

i18n: setup-check
	$(PY) packaging/collect_words.py

fonts: setup-check
	$(PY) packaging/subset_fonts.py build/fonts
	$(PY) packaging/check_assets.py --rehash

COMPILE := .venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --override packaging/overrides.txt pyproject.toml

lock: setup-check
	$(COMPILE) --upgrade --extra dev -o requirements.lock
	$(COMPILE) --upgrade --extra test -c requirements.lock -o requirements-test.lock
	$(COMPILE) --upgrade --extra fleet -c requirements.lock -o requirements-fleet.lock
	$(COMPILE) --upgrade --extra fleet --extra fleet-spark -c requirements.lock \
	    -c requirements-fleet.lock -o requirements-fleet-spark.lock
	@! grep -n '://' requirements*.lock

clean:
	rm -rf .venv build dist .coverage .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
