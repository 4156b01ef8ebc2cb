# `make run` and `make test` each do all their own set-up on a fresh machine (Debian, Python 3.11, make).
PYTHON ?= python3
PY := .venv/bin/python
export PYTHONUTF8 := 1

.PHONY: setup run test bench check clean browser constraints sbom audit fuzz

setup: .venv/.ready

# Everything is pinned with hashes, so a package that was changed after we looked at it is refused.
.venv/.ready: .ci/constraints.txt pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --require-hashes --requirement .ci/constraints.txt
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

run: setup
	$(PY) -m pimdata demo

browser:
	.ci/install-browser

test: setup browser
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -m pytest -n 2 --dist loadscope

bench: setup browser
	$(PY) bench/run.py

check: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

# The tests do 600 of these; this does 20,000, in some minutes.
fuzz: setup
	PIMDATA_FUZZ_TRIES=20000 $(PY) -m pytest -n 0 -k damaged_file tests/test_reading_difficulties.py

# Run by hand when a dependency of pyproject.toml changes; the result is read and committed.
constraints: setup
	$(PY) -m piptools compile --quiet --all-extras --generate-hashes --allow-unsafe --strip-extras \
	    --no-emit-options --no-header --no-annotate \
	    --output-file .ci/constraints.txt pyproject.toml
	$(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	    --no-emit-options --no-header --no-annotate --output-file .ci/audit.txt .ci/audit.in

# What the program is made of, from what is installed; nobody is asked.
sbom: setup
	$(PY) -m pimdata.bill_of_materials build/sbom.json

# Asks the public list of known vulnerabilities about every pinned version. It needs the network, so `make test` does
# not do it: there a test holds that every package is pinned by hash, and that what is installed is what is pinned.
# `.ci/run` does it too, and fails for what is found, not for a list that is not reached.
audit: setup
	$(PY) .ci/audit.py --must-reach

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache data/pim.duckdb data/pim.duckdb.wal
