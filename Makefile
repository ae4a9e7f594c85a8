# Newsroom. `make` alone prints what there is.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
N ?= 20000
DIR ?= $(VENV)/fresh-pages

export DEBUG ?= true

help:  ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: $(VENV)/ready  ## start the newspaper at http://localhost:8000 with the sample loaded
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py load_sample --if-empty
	@$(BIN)/python manage.py rebuild_search --verbosity 0
	@printf '\n  %s\n  %s\n  %s\n\n' \
	  '读报  Read   http://localhost:$(PORT)/' \
	  '编报  Edit   http://localhost:$(PORT)/admin/    editor | head | chief, 密码 password: newsroom' \
	  '接口  API    http://localhost:$(PORT)/api/v1/docs/'
	@$(BIN)/python manage.py runserver $(PORT)

test: $(VENV)/ready-dev  ## the whole suite on SQLite and on PostgreSQL, with a real browser
	@$(BIN)/python tests/browser/ensure_chromium.py
	$(BIN)/pytest -n 2
	$(BIN)/python tests/with_postgres.py $(BIN)/pytest -n 2

lint: $(VENV)/ready-dev  ## ruff, djlint, migrations, deployment checks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/python manage.py makemigrations --check --dry-run
	DEBUG=false DATABASE_URL=sqlite://:memory: SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	  $(BIN)/python manage.py check --deploy --fail-level WARNING

messages: $(VENV)/ready-dev  ## collect and compile the zh-Hans catalogue (needs gettext)
	$(BIN)/python manage.py makemessages --locale zh_Hans --no-location --no-obsolete \
	  --ignore $(VENV) --ignore tests --ignore benchmarks --ignore articles/sample
	$(BIN)/python manage.py compilemessages --locale zh_Hans --ignore $(VENV)

bench-pages: $(VENV)/ready-dev  ## speed of the public pages beside a bare Django view
	DEBUG=false $(BIN)/python tests/with_postgres.py $(BIN)/python -m benchmarks.pages $(N)

bench-search: $(VENV)/ready-dev  ## speed and weight of search on N articles, on both databases
	@status=0; export DEBUG=false; \
	  DATABASE_URL=sqlite:///$(abspath $(VENV))/bench-search-$(N).sqlite3 \
	    $(BIN)/python -m benchmarks.search $(N) || status=1; \
	  $(BIN)/python tests/with_postgres.py $(BIN)/python -m benchmarks.search $(N) || status=1; \
	  exit $$status

bench-ranking: $(VENV)/ready-dev  ## whether search shows first what a reader wants, by judged queries
	@DATABASE_URL=sqlite://:memory: $(BIN)/python -m benchmarks.judge

bench-pdf: $(VENV)/ready-dev  ## how well press pages are read: those in DIR, else fresh ones
	@test -d $(DIR) || $(BIN)/python -m benchmarks.fresh_pages $(DIR)
	@$(BIN)/python -m benchmarks.pdf $(DIR)

facsimiles: $(VENV)/ready-dev  ## set the sample's pages anew from its manuscripts
	$(BIN)/python -m articles.sample.facsimiles

clean:  ## remove what make has made; the database and its pictures stay
	git clean -fdX --exclude='!db.sqlite3*' --exclude='!media/'

$(VENV)/ready: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/ready-dev: requirements-dev.txt $(VENV)/ready
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.DEFAULT_GOAL := help
.PHONY: help run test lint messages bench-pages bench-search bench-ranking bench-pdf facsimiles clean
