# What people do here; `make` alone lists it. Needs Python >= 3.11 and make, nothing else.

# An empty setting is no setting.
override PYTHON := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
override VENV := $(or $(VENV),.venv)
override PORT := $(or $(PORT),8000)
ARGS ?=

BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help run test check same bench bench-sheet bench-changes bench-faults bench-lines faults lost-updates handbook messages installed installed-dev

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile
	@echo "PORT=8123 make run · make test ARGS='-k rate' · DATABASE_URL=postgres://... make run|test"

run: installed ## Install, load the example, serve it on http://127.0.0.1:8000/ (PORT=8123 for another port)
	@exec "$(BIN)/python" manage.py demo --serve "$(PORT)"

test: installed-dev ## Run the tests (ARGS='...' goes to pytest; DATABASE_URL=... tests on PostgreSQL)
	@exec "$(BIN)/python" -m pytest $(ARGS)

check: installed-dev ## Check format, style, types, import order, templates, migrations
	"$(BIN)/python" -m ruff format --check .
	"$(BIN)/python" -m ruff check .
	"$(BIN)/python" -m mypy
	"$(BIN)/lint-imports"
	find templates -name '*.html' -exec "$(BIN)/djade" --check --target-version 5.2 {} +
	"$(BIN)/python" manage.py makemigrations --check --dry-run
	"$(BIN)/python" manage.py check

same: installed-dev ## Compare every answer of the ledger with those of another commit (BASE=HEAD~1)
	@exec "$(BIN)/python" tests/same.py

bench: installed-dev ## Measure queries and milliseconds of each page
	@exec "$(BIN)/python" -m tests.bench $(ARGS)

bench-lines: installed-dev ## Measure the export of 100,000 line items: seconds, against XlsxWriter alone, memory
	@exec "$(BIN)/python" -m tests.bench_line_items $(ARGS)

bench-sheet: installed-dev ## Measure a sheet of 3,000 rows: open, save, preview, on both engines
	@exec "$(BIN)/python" -m tests.bench_sheet $(ARGS)

bench-changes: installed-dev ## Measure the list of changes over 100,000 of them: milliseconds of each filter
	@exec "$(BIN)/python" -m tests.bench_changes $(ARGS)

bench-faults: installed-dev ## Measure how well the tie-outs find and explain seeded faults (ARGS=-v lists what they miss)
	@exec "$(BIN)/python" -m tests.bench_faults $(ARGS)

lost-updates: installed-dev ## Have 16 people edit one year at once on both engines; is anything lost? (ARGS='--edits 500')
	@exec "$(BIN)/python" -m tests.bench_lost_updates $(ARGS)

faults: installed-dev ## Fail, then kill, at each statement of what writes: before or after, never between
	@FAULTS=every exec "$(BIN)/python" -m pytest tests/faults $(ARGS)

handbook: installed-dev ## Make the pictures of the handbook anew, by walking through its chapters (needs a browser)
	@HANDBOOK=write exec "$(BIN)/python" -m pytest tests/browser/test_handbook.py $(ARGS)

messages: installed-dev ## Collect the texts to translate and compile the Korean catalogue (needs gettext)
	@command -v msgfmt >/dev/null || { echo "gettext이 없습니다: sudo apt install gettext (macOS: brew install gettext) | gettext is missing: install it first" >&2; exit 1; }
	@"$(BIN)/python" manage.py makemessages --locale ko --no-wrap --add-location file --ignore 'tests/*' --ignore '.venv/*' --ignore "$(VENV)/*"
	@"$(BIN)/python" manage.py compilemessages --locale ko --ignore '.venv/*' --ignore "$(VENV)/*"

installed:
	@$(call install,.,installed .installed-dev)

installed-dev:
	@$(call install,.[dev],installed-dev)

# $(call install,<what pip installs>,<stamps that will do>): make the virtual environment and install into it,
# unless that was done before. A stamp is a copy of the two files that an install depends on and is good while
# they are the same: a second run needs no network. $(firstword) is the stamp that this install leaves behind.
define install
say() { echo "$$1" >&2; exit 1; }; \
for stamp in $(addprefix .,$(patsubst .%,%,$(2))); do \
	if cat pyproject.toml constraints.txt | cmp -s - "$(VENV)/$$stamp" && "$(BIN)/python" -c "" 2>/dev/null; then exit 0; fi; \
done; \
mkdir -p "$(VENV)" 2>/dev/null && [ -w "$(VENV)" ] || say "$(CURDIR): 이 폴더에 쓸 수 없습니다. 쓸 수 있는 폴더에 복제하거나 VENV=폴더를 지정하세요. | Cannot write to this folder: clone into one that you may write to, or set VENV=folder."; \
if ! "$(BIN)/python" -c "" 2>/dev/null; then \
	python=""; \
	for candidate in $(PYTHON); do \
		if "$$candidate" -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null; then python="$$candidate"; break; fi; \
	done; \
	[ -n "$$python" ] || say "Python 3.11 이상이 없습니다. 설치한 뒤 PYTHON=python3.12 make run 처럼 지정하세요. | No Python >= 3.11 among: $(PYTHON). Install one, or name it with PYTHON=..."; \
	"$$python" -c "import ensurepip, venv" 2>/dev/null || say "Python의 venv 모듈이 없습니다. 예: sudo apt install python3-venv | The venv module of $$python is missing, e.g.: sudo apt install python3-venv"; \
	if [ -f "$(VENV)/pyvenv.cfg" ]; then "$$python" -m venv --clear "$(VENV)"; else "$$python" -m venv "$(VENV)"; fi || exit 1; \
fi; \
"$(BIN)/python" -m pip --version >/dev/null 2>&1 || "$(BIN)/python" -m ensurepip >/dev/null || exit 1; \
echo "$(VENV)에 설치하는 중입니다(처음 한 번) | Installing into $(VENV) (first time only) ..."; \
"$(BIN)/python" -m pip install -qq --disable-pip-version-check -e "$(1)" -c constraints.txt || say "설치하지 못했습니다. 위의 이유를 보고 인터넷 연결을 확인한 뒤 다시 하세요. | Could not install: see above, check the network and try again."; \
cat pyproject.toml constraints.txt > "$(VENV)/.$(firstword $(2))"
endef
