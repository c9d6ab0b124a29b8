"""An older release's ledger, edited, is migrated: every figure, history row, explanation and tie is found again.

tests/ledger/old_ledger.py says what it held and how it is carried over, there, back and there again.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from smartanchor.settings import BASE_DIR
from tests.ledger.old_ledger import held

Rows = dict[object, dict[str, Any]]
"""Primary key -> column -> cell."""

Figures = dict[str, dict[str, object]]
"""Row -> column -> figure, of an answer; a blank one is not in it."""

STAGES = ("carried", "back", "again")
BY_TODAYS_RULES = ("carried", "again")

NORMALIZED = "한글 조합형·공백·보이지 않는 글자 정리 | one normal form of texts"
FILLED = "추경의 바탕과 전면 재산정을 채움 | what a budget changes, and what it states anew"

REWRITTEN = {
    ("sites.site", "address"): {"상봉동 110-38,39"},
    ("ledger.nationalgrant", "note"): {"국비 내시"},
    ("ledger.document", "title"): {"스마트앵커 운영 (2022년)"},
    ("ledger.documentsection", "text"): {"사업 목적  \n둘째 줄"},
    ("ledger.budgetlineitem", "description"): {"시설관리 운영 (위탁)", "시설관리 운영 (위탁) (변경)"},
    ("ledger.budgetversion", "based_on_id"): {3},
}
"""The texts that were not in their normal form, and the 2회 추경, which named no version that it is based on."""


def asked(database: str, *options: str) -> dict[str, Any]:
    """What a process of its own prints that carries the older ledger over."""
    process = subprocess.run(
        [sys.executable, "-m", "tests.ledger.old_ledger", *options],
        cwd=BASE_DIR,
        env={
            **os.environ,
            "DATABASE_URL": database,
            "SECRET_KEY": "only-for-tests",
            "DJANGO_SETTINGS_MODULE": "smartanchor.settings",
        },
        capture_output=True,
        text=True,
    )
    assert process.returncode == 0, process.stderr
    found: dict[str, Any] = json.loads(process.stdout)
    return found


@pytest.fixture(scope="module")
def stages(module_database: str) -> dict[str, Any]:
    return asked(module_database)


@pytest.fixture(scope="module")
def old() -> dict[str, Any]:
    return held()


# Rows


def by_key(columns: list[str], rows: list[list[object]]) -> Rows:
    key = columns.index("history_id" if "history_id" in columns else columns[0])
    return {row[key]: dict(zip(columns, row, strict=True)) for row in rows}


@pytest.mark.parametrize("stage", STAGES)
def test_every_row_and_every_cell_is_found_again(
    old: dict[str, Any], stages: dict[str, Any], stage: str
) -> None:
    """But for REWRITTEN, which the revision counts."""
    rewritten: dict[tuple[str, str], set[object]] = {}
    for label, table in old["rows"].items():
        if "historical" in label:
            continue
        before = by_key(table["columns"], table["rows"])
        after = by_key(table["columns"], stages[stage]["rows"][label])
        assert before.keys() == after.keys(), label
        for key, row in before.items():
            for column, cell in row.items():
                if after[key][column] != cell and column != "revision":
                    rewritten.setdefault((label, column), set()).add(after[key][column])
    assert rewritten == REWRITTEN


OF_THE_HISTORY = {"history_id", "history_date", "history_change_reason", "history_type", "history_user_id"}
"""The columns of a history that are no cells of the row."""


def states(old: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any] | None]]:
    """Each state that a history held: the kind of its row, the state, and the one before it."""
    for label, table in old["rows"].items():
        if "historical" in label:
            rows = by_key(table["columns"], table["rows"]).values()
            latest: dict[object, dict[str, Any]] = {}
            for state in sorted(rows, key=lambda one: (str(one["history_date"]), one["history_id"])):
                yield label.replace("historical", ""), state, latest.get(state["id"])
                latest[state["id"]] = state


def cells(state: dict[str, Any]) -> dict[str, object]:
    return {column: cell for column, cell in state.items() if column not in OF_THE_HISTORY}


def is_same(state: dict[str, Any], before: dict[str, Any] | None) -> bool:
    """Whether a row was only saved again."""
    return before is not None and {**cells(state), "revision": 0} == {**cells(before), "revision": 0}


def as_log_has_it(cell: object) -> object:
    """Numbers alike, whether JSON had them as text or not."""
    try:
        return float(cell) if isinstance(cell, str | int | float) else cell
    except ValueError:
        return cell


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_every_state_of_a_history_is_in_the_log(
    old: dict[str, Any], stages: dict[str, Any], stage: str
) -> None:
    """With when, who and why. One that only counted the revision was no change."""
    users = by_key(old["rows"]["auth.user"]["columns"], old["rows"]["auth.user"]["rows"])
    log = {(kind, row, how, at): said for kind, row, how, at, *said in stages[stage]["log"]}
    found = 0
    for kind, state, before in states(old):
        if state["history_type"] == "~" and is_same(state, before):
            continue
        who, why, was, now = log[kind, state["id"], state["history_type"], state["history_date"]]
        user = state["history_user_id"]
        assert (who, why) == (users[user]["username"] if user else "", state["history_change_reason"] or "")
        shown = was if state["history_type"] == "-" else now
        for column, cell in cells(state).items():
            assert as_log_has_it(shown[column]) == as_log_has_it(cell), (kind, column)
        found += 1
    assert found > 400


def test_what_the_migration_changed_is_in_the_log(old: dict[str, Any], stages: dict[str, Any]) -> None:
    """And nothing else is: of each change one entry, by nobody, with its reason."""
    held = {(kind, one["id"], one["history_type"], one["history_date"]) for kind, one, _before in states(old)}
    found: dict[tuple[str, object], int] = {}
    for kind, row, how, at, who, why, _before, _after in stages["carried"]["log"]:
        if (kind, row, how, at) not in held:
            assert (how, who) == ("~", "")
            found[kind, why] = found.get((kind, why), 0) + 1
    assert found == {
        ("sites.site", NORMALIZED): 1,
        ("ledger.nationalgrant", NORMALIZED): 1,
        ("ledger.document", NORMALIZED): 1,
        ("ledger.documentsection", NORMALIZED): 1,
        ("ledger.budgetlineitem", NORMALIZED): 4,
        ("ledger.budgetversion", FILLED): 1,
        # Of the two 추경 and the final version 6 subjects with lines each, of the second programme 1.
        ("ledger.yearlyallocation", FILLED): 6 + 6 + 6 + 1,
    }


def test_migrated_back_a_history_has_its_states_again(old: dict[str, Any], stages: dict[str, Any]) -> None:
    for kind, state, before in states(old):
        app, _, name = kind.partition(".")
        label = f"{app}.historical{name}"
        rows = by_key(old["rows"][label]["columns"], stages["back"]["rows"][label]).values()
        dates = {(one["id"], one["history_type"], one["history_date"]) for one in rows}
        is_no_change = before is not None and cells(before) | {"revision": 0} == cells(state) | {
            "revision": 0
        }
        assert is_no_change or (state["id"], state["history_type"], state["history_date"]) in dates


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_a_version_that_was_no_draft_has_the_step_that_led_there(stages: dict[str, Any], stage: str) -> None:
    """Nobody knows any more who took it. A confirmed version is frozen from now on."""
    assert stages[stage]["steps"] == [
        ["2021-supplementary-1", 1, "recorded", "confirmed", None],
        ["2021-final", 1, "recorded", "submitted", None],
        ["2022-proposal", 1, "recorded", "submitted", None],
    ]
    assert stages[stage]["frozen"] == ["2021-supplementary-1"]


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_what_was_a_complete_copy_is_restated_and_knows_what_it_changes(
    stages: dict[str, Any], stage: str
) -> None:
    assert stages[stage]["restated"] == ["2021-final", "2021-supplementary-1", "2021-supplementary-2"]
    assert stages[stage]["based on"] == {
        "2021-supplementary-1": "2021-original",
        "2021-supplementary-2": "2021-supplementary-1",
        "2021-final": "2021-supplementary-2",
    }


# Figures


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_every_figure_of_every_report_is_found_again(
    old: dict[str, Any], stages: dict[str, Any], stage: str
) -> None:
    """At each version and against each base. What is otherwise by intent: LEFT_OUT, and what EDITIONS do not know."""
    lost = {}
    for question, before in old["answers"].items():
        after: Figures = stages[stage]["answers"][question]["rows"]
        for row, figures in before["rows"].items():
            for column, figure in figures.items():
                if after.get(row, {}).get(column) != figure:
                    lost[question, row, column] = figure, after.get(row, {}).get(column)
    assert lost == EDITIONS | LEFT_OUT


EDITIONS = {
    ("smart-anchor settlement-bridge version=2020-original", "2019-next_carried_in", "total"): (
        227_444_000,
        None,
    ),
    ("smart-anchor settlement-bridge version=2020-original", "2019-next_carried_in", "national"): (0, None),
    ("smart-anchor settlement-bridge version=2020-original", "2019-next_carried_in", "other"): (
        227_444_000,
        None,
    ),
    ("smart-anchor year-budgets version=2020-original", "2020", "current_budget"): (5_334_324_000, None),
    ("smart-anchor year-budgets version=2020-original", "2020", "executed"): (5_000_000_000, None),
    ("smart-anchor year-budgets version=2020-original", "2020", "carried_out"): (200_000_000, None),
    ("smart-anchor year-budgets version=2020-original", "2020", "execution_rate"): ("93.732589", None),
}
"""The settlement of 2020 came after the budget of 2020: an edition shows none that is entered later."""

OF_TWO_SUBJECTS = "shoe-support budget-summary version=2021-supplementary-1"
LEFT_OUT = {
    (OF_TWO_SUBJECTS, "201-01", "change"): (-10_000_000, 0),
    (OF_TWO_SUBJECTS, "201-01", "rate"): ("-100.000000", "0.000000"),
    (OF_TWO_SUBJECTS, "total", "current"): (310_000_000, 310_000_000 + 10_000_000),
    (OF_TWO_SUBJECTS, "total", "change"): (0, 10_000_000),
    (OF_TWO_SUBJECTS, "total", "rate"): ("0.000000", "3.225806"),
}
"""A subject that a 추경 does not name had ended by it. Now it is as it was: 10,000천원 in the total as well."""


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_each_version_is_compared_with_the_same_base(
    old: dict[str, Any], stages: dict[str, Any], stage: str
) -> None:
    """The 2회 추경 was compared with none: it had not said with what."""
    bases = {
        (question.split()[2].partition("&")[0], before["base"], after["base"])
        for question, before in old["answers"].items()
        for after in [stages[stage]["answers"][question]]
        if before["base"] != after["base"]
    }
    assert bases == {("version=2021-supplementary-2", None, "2021-supplementary-1")}


# Ties and explanations


def compared(ties: list[list[Any]]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Rule, report, row, column and unit -> verdict, both sides, whether it is explained."""
    return {tuple(one[:5]): tuple(one[5:]) for one in ties}


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_every_tie_has_its_verdict_and_its_explanation(
    old: dict[str, Any], stages: dict[str, Any], stage: str
) -> None:
    """The plan of 2022 looks at the last version of 2021 now, a 추경, where it looked at its 본예산."""
    otherwise = {}
    for document, before in old["ties"].items():
        after = compared(stages[stage]["ties"][document])
        for tie, found in compared(before).items():
            if after.get(tie) != found:
                otherwise[document.split()[1], tie[0], tie[2]] = found, after.get(tie)
    assert otherwise == {
        ("2022-proposal", "plan_to_available", code): (
            ("undecidable", "", before, False),
            ("undecidable", "", after, False),
        )
        for code, before, after in (
            ("201-01", "1711987000", "1700000000"),
            ("201-02", "455000000", "480000000"),
            ("403-01", "1874000000", "1691000000"),
        )
    }


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_no_break_is_new(old: dict[str, Any], stages: dict[str, Any], stage: str) -> None:
    """Rules that are new decide what they can and wait for the rest."""
    found = {
        (tie[0], tie[2], verdict)
        for document, before in old["ties"].items()
        for tie, (verdict, *_) in compared(stages[stage]["ties"][document]).items()
        if tie not in compared(before)
    }
    assert found == {
        ("final_budget_to_version", "2020", "undecidable"),
        ("final_budget_to_version", "2020-national", "ties"),
        ("final_budget_to_version", "2020-308-01", "ties"),
        ("change_to_movements", "2020", "undecidable"),
        ("formula_to_amount", "line-2", "ties"),
        ("plan_to_available", "207-02", "undecidable"),
    }


@pytest.mark.parametrize("stage", BY_TODAYS_RULES)
def test_an_explanation_stands_and_a_stale_one_stays_stale(stages: dict[str, Any], stage: str) -> None:
    states = [
        (one[0], one[3], one[8]) for one in stages[stage]["ties"]["smart-anchor 2021-original"] if one[8]
    ]
    assert states == [("column_total", "total", True), ("year_cost_to_budget", "city", "stale")]


# What cannot be carried over as it is


def test_a_row_that_breaks_a_rule_of_today_is_named_and_carried_over_once_corrected(
    old: dict[str, Any], empty_database: str
) -> None:
    """A version that changes itself is put right by the migration: it changes none."""
    found = asked(empty_database, "--broken")
    for_site, for_milestone, done = found["said"]
    assert "Correct these sites first" in for_site
    assert for_site.endswith(": total: 도봉 양말")
    assert "Correct these rows in the older release first" in for_milestone
    assert for_milestone.endswith(": /admin/ledger/milestone/28/change/")
    assert done == ""
    for label in ("ledger.milestone", "ledger.settlement", "ledger.explanation", "ledger.workbookexport"):
        assert found["rows"][label] == old["rows"][label]["rows"]
    columns = old["rows"]["ledger.budgetversion"]["columns"]
    (proposal,) = (
        row
        for row in by_key(columns, found["rows"]["ledger.budgetversion"]).values()
        if row["kind"] == "proposal"
    )
    assert (proposal["based_on_id"], proposal["revision"]) == (None, 2)
