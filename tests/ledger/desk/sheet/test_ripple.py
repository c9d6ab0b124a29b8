"""What a save would change is said before it: written nowhere, and just what then changes."""

import random
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger.load import load
from ledger.models import BudgetLineItem, Change, Document, SentForm, YearlyAllocation
from ledger.tieout import findings
from ledger.tieout.progress.open_points import open_points
from tests.ledger.desk.sheet.sending import added, changed, errors, foresee, line, removed, send, sheet
from tests.ledger.reasons import explain

FEES = "공공요금 등"
SUMMARY = "/programs/smart-anchor/reports/budget-summary/?format=json&version=2021-original"


def foreseen(client: Client, **difference: Any) -> dict[str, Any]:
    response = foresee(client, **difference)
    assert response.status_code == 200, response.content.decode()
    found: dict[str, Any] = response.json()
    return found


def everything() -> list[Any]:
    """All that a save writes."""
    kinds: tuple[Any, ...] = (YearlyAllocation, BudgetLineItem, Change, SentForm)
    return [list(one._default_manager.order_by("pk").values_list()) for one in kinds]


def test_total_is_said_in_words_and_in_won(client: Client) -> None:
    found = foreseen(client, changed=[changed(line(FEES), amount=str(450_000_000 + 15_000_000))])
    total = next(one for one in found["totals"] if (one["row"], one["column"]) == ("total", "current"))
    assert (total["before"], total["after"]) == (7_224_187_000, 7_224_187_000 + 15_000_000)
    assert total["words"] == "72억 2,419만 → 72억 3,919만원"
    assert found["sentences"][0] == "총계 72억 2,419만 → 72억 3,919만원"
    (document,) = found["documents"]
    assert document["slug"] == Document.objects.get(version__fiscal_year=2021).slug


def test_nothing_is_written_and_no_token_is_spent(client: Client) -> None:
    token = sheet(client)["token"]
    subject = str(line(FEES).allocation.subject_id)
    said = {
        "sent_once": token,
        "changed": [changed(line(FEES), amount="1")],
        "added": [added("new-1", subject=subject, description="수도요금", amount="5")],
    }
    before = everything()
    for _time in range(2):
        foreseen(client, **said)
    assert everything() == before
    assert send(client, token=token, changed=said["changed"], added=said["added"]).status_code == 200


def test_what_cannot_be_saved_is_said_as_by_saving(client: Client) -> None:
    before = everything()
    assert set(errors(foresee(client, changed=[changed(line(FEES), amount="x")]))) == {
        (line(FEES).pk, "amount")
    }
    assert everything() == before


def test_explanation_that_would_no_longer_hold_is_named(client: Client) -> None:
    row = line(FEES)
    explain(User.objects.get(username="finance"), "201-02", 450_000_000, 225_000_000)
    found = foreseen(client, changed=[changed(row, amount="450001000")])
    assert found["reasons"]["stale"] == [row.allocation.subject.name]
    assert "증감사유 1건 재확인" in found["summary"]


def test_ties_that_break_are_named_and_those_that_heal(client: Client) -> None:
    row = line(FEES)
    found = foreseen(client, changed=[changed(row, amount="450001000")])
    assert found["ties"]["broken"]
    assert send(client, changed=[changed(row, amount="450001000")]).status_code == 200
    back = foreseen(client, changed=[changed(line(FEES), amount="450000000")])
    assert back["ties"]["healed"] == found["ties"]["broken"]
    assert back["ties"]["broken"] == found["ties"]["healed"] == []


def test_a_change_of_words_moves_no_total(client: Client) -> None:
    found = foreseen(client, changed=[changed(line(FEES), basis="37,500,000원×12월")])
    assert (found["totals"], found["documents"]) == ([], [])
    assert found["summary"] == "바뀌는 합계가 없습니다."


def summary(client: Client) -> dict[tuple[str, str], Any]:
    """The money of the budget summary by row and column, as its page has it."""
    found = client.get(SUMMARY).json()
    money = [one["key"] for one in found["columns"] if one["kind"] == "money"]
    return {(row["key"], key): row["figures"][key] for row in found["rows"] for key in money}


def breaks() -> set[tuple[Any, ...]]:
    facts = load("smart-anchor", "2021-original")
    return {(one.rule, *one.cell, one.unit) for one in findings(facts) if one.verdict == "breaks"}


def random_difference(chance: random.Random) -> dict[str, Any]:
    """Some lines with other amounts or subjects, one that goes, some new ones."""
    rows = list(BudgetLineItem.objects.filter(allocation__version__fiscal_year=2021).order_by("pk"))
    subjects = [str(one.allocation.subject_id) for one in rows] + ["new"]
    chance.shuffle(rows)
    found: dict[str, Any] = {"changed": [], "added": [], "removed": []}
    for row in rows[: chance.randint(0, 4)]:
        cells = {"amount": str(chance.randint(-9, 9) * 10 ** chance.randint(0, 9))}
        if chance.random() < 0.3:
            cells["subject"] = chance.choice(subjects[:-1])
        found["changed"].append(changed(row, **cells))
    if chance.random() < 0.4 and len(rows) > 5:
        found["removed"].append(removed(rows[5]))
    for at in range(chance.randint(0, 3)):
        amounts = {"amount": str(chance.randint(1, 10**9)), "national_subsidy": str(chance.randint(0, 10**6))}
        found["added"].append(
            added(f"new-{at}", subject=chance.choice(subjects[:-1]), description="항목", **amounts)
        )
    return found


@pytest.mark.parametrize("seed", range(4))
def test_what_was_foreseen_is_what_then_changes(seed: int, client: Client) -> None:
    chance = random.Random(seed)
    explain(User.objects.get(username="finance"), "201-02", 450_000_000, 225_000_000)
    for _save in range(2):
        difference = random_difference(chance)
        before, broken, stale = summary(client), breaks(), open_points(load("smart-anchor", "2021-original"))
        said = foreseen(client, **difference)
        assert send(client, **difference).status_code == 200
        after, now, open_now = summary(client), breaks(), open_points(load("smart-anchor", "2021-original"))
        moved = {key: (before.get(key), after.get(key)) for key in {*before, *after}}
        assert {
            (one["row"], one["column"]): (one["before"], one["after"])
            for one in said["totals"]
            if one["report"] == "budget-summary"
        } == {key: sides for key, sides in moved.items() if sides[0] != sides[1]}
        assert (len(said["ties"]["broken"]), len(said["ties"]["healed"])) == (
            len(now - broken),
            len(broken - now),
        )
        assert said["beside"]["breaks"] == str(len(open_now.breaks))
        changes_of_stale = open_now.stale_changes - stale.stale_changes
        assert len(said["reasons"]["stale"]) - len(said["reasons"]["renewed"]) == changes_of_stale
