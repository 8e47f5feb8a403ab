# What is typed every day. Everything is installed into .venv; CONTRIBUTING.md has the same lines for Windows.

PYTHON    ?= python3
PORT      ?= 8501
BIN       := .venv/bin
INSTALLED := .venv/installed

.PHONY: install run test lint fuzz mutate benchmark screenshots

install: $(INSTALLED)

# Done once, and again whenever a requirement changes.
$(INSTALLED): requirements.txt requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt --editable .
	touch $@

# A workspace in which nothing was ever loaded begins with the sample portfolio; a snapshot of another version is renewed.
run: $(INSTALLED)
	test -e "$${PMO_HOME:-data/workspace}/ledger.duckdb" || $(BIN)/python -m pmo_analytics demo
	$(BIN)/python -m pmo_analytics build --if-needed
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

# The tests of a file share one process, and with it what is dear to make, such as a loaded portfolio. Files begin in
# their order: by size those of few and long tests would come last, and one process would end alone.
test: $(INSTALLED)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(INSTALLED)
	$(BIN)/python -m ruff check .

# A thousand broken files of each kind: each must be loaded whole or refused by name. `make test` tries a few of them.
fuzz: $(INSTALLED)
	$(BIN)/python -m tests.importing.fuzz

# Three hundred small changes to the models: each should make a test fail. The survivors are listed.
mutate: $(INSTALLED)
	$(BIN)/python -m tests.mutation.mutate

benchmark: $(INSTALLED)
	$(BIN)/python -m benchmarks.path
	$(BIN)/python -m benchmarks.building
	$(BIN)/python -m benchmarks.comparing
	$(BIN)/python -m benchmarks.reading

# Every page as docs/screenshots/*.png, on the sample portfolio or on the workspace that PMO_HOME names.
screenshots: $(INSTALLED)
	$(BIN)/python -m docs.screenshots
