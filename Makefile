# The two commands: `make reproduce` and `make test`. Needs Python 3.11 or later and make, and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# uv installs the same locked packages, with the same hashes, in a tenth of the time; `make UV= TARGET` does without.
UV := $(shell command -v uv)
INSTALL := $(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,\
  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile)

# One more than there are processors: some tests wait for what they have started.
WORKERS := $(shell n=$$(getconf _NPROCESSORS_ONLN 2>/dev/null) && echo $$((n + 1)) || echo 3)

# What Python has compiled is kept beside its source (git ignores it): compiling all of it takes each process a second.
unexport PYTHONDONTWRITEBYTECODE

# An environment does not outlive a move of its folder, and one of an older Python lacks packages. Both are said here,
# because what pip and the shell say of them (`No matching distribution`, `Error 127`) helps nobody.
UNUSABLE := $(shell test ! -e $(VENV) || { \
  $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && \
  { test ! -e $(VENV)/installed || grep -qsF '$(realpath $(BIN))/' $(BIN)/upr; }; } || echo yes)
ifneq ($(UNUSABLE),)
ifneq ($(filter-out help clean clean-env,$(or $(MAKECMDGOALS),help)),)
$(error The environment in $(VENV) was made in another folder or by another Python: run `make clean-env`, then this again)
endif
endif

.DEFAULT_GOAL := help
.PHONY: help reproduce test review check lab test-browser test-cluster test-paper cluster paper bench fuzz site clean clean-env

help: ## Print these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

reproduce: $(VENV)/installed ## Build the data, run the notebooks, write figures and results
	@$(BIN)/upr reproduce

test: $(VENV)/installed ## Every notebook under nbval and the unit tests; TESTS="notebooks tests/facts" chooses
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --nbval --nbval-current-env \
	  $(or $(TESTS),notebooks tests)

review: $(VENV)/installed ## What a reviewer checks, in about half a minute, with the network refused; a page at the end
	@$(BIN)/upr review

check: $(VENV)/installed-check ## Format, lint, spelling, types and layers of the code, as at each commit
	@PATH="$(CURDIR)/$(BIN):$$PATH" pre-commit run --all-files

lab: $(VENV)/installed-lab ## Open the notebooks in JupyterLab, at their start page
	@$(BIN)/jupyter lab --ip=127.0.0.1 $(if $(filter 0,$(shell id -u)),--allow-root) notebooks/index.ipynb

test-browser: $(VENV)/installed-browser site ## Run every notebook in JupyterLab in a real browser (needs Chromium)
	@$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

test-cluster: $(VENV)/installed-cluster ## Sweep on a Dask scheduler with two workers on loopback
	@$(BIN)/python -m pytest -n 0 -m cluster tests/commands/test_cluster.py

paper: $(VENV)/installed-paper ## A short article as a PDF, in seconds, with the main figures, tables and numbers
	@$(BIN)/upr paper

test-paper: $(VENV)/installed-paper ## The article, and every table compiled by LaTeX (needs pdflatex)
	@$(BIN)/python -m pytest -n 0 -m paper tests/commands/test_manuscript.py tests/paper/test_table_files.py

cluster: $(VENV)/installed-cluster ## Install what `upr sweep --scheduler` needs

bench: $(VENV)/installed ## How fast everything is, as ratios; BASE=COMMIT compares with a commit
	@$(BIN)/python benchmarks/speed.py $(if $(BASE),--base $(BASE)) $(if $(STORE),--store)

fuzz: $(VENV)/installed ## Read 10,000 damaged and hostile files (half an hour); N=INPUTS and SEED=NUMBER choose others
	@$(BIN)/python benchmarks/fuzz.py $(or $(N),10000) $(or $(SEED),1)

site: $(VENV)/installed-site ## Build the site into site/ (opens from the file system)
	@$(BIN)/upr site

clean: ## Remove what can be made again (processed tables, runs, caches); keep the environment
	@rm -rf data/processed/*.parquet data/processed/made data/processed/notebooks runs .pytest_cache

clean-env: ## Remove the environment
	@rm -rf $(VENV)

# The environment is made from the lock, with hashes, and made again when the lock changes.
$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; name one with: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(if $(UV),--without-pip) $(VENV)
	@echo "Installing the locked packages into $(VENV), once ($(if $(UV),with uv: seconds,a minute or two))."
	@echo "To look at meanwhile, as stored: figures/01_acceptance/fig01_action.png, notebooks/01_acceptance.ipynb, README.md"
	@$(if $(UV),true,$(BIN)/python -c 'import pip' 2>/dev/null || $(BIN)/python -m ensurepip >/dev/null)
	@$(INSTALL) --no-deps --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-%: requirements-%.lock $(VENV)/installed
	@echo "Installing $< into $(VENV)"
	@$(INSTALL) --no-deps --require-hashes -r $<
	@touch $@
