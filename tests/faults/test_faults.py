"""Whatever fails while something is written, and whoever is killed: the ledger is as before or as after, and works on.

`make faults` takes every statement; here some of them, and both sides of the commit.
"""

import os

import pytest

from tests.faults.machine import Machine, whether
from tests.faults.operations import OPERATIONS, PREVIEWS

IS_WHOLE = os.environ.get("FAULTS") == "every"


@pytest.mark.django_db  # so that it is asked on PostgreSQL too
@pytest.mark.parametrize("how", ["fail", "kill"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_before_or_after_and_nothing_between(machine: Machine, name: str, how: str) -> None:
    base, databases, done = machine.base(name), machine.databases, OPERATIONS[name].done
    assert base.answer["status"] == done, base.answer["page"]
    assert base.before != base.after
    databases.copy(base.name, "tried")
    is_fresh, found = True, {}
    for at in range(len(base.points)) if IS_WHOLE else base.sample:
        said = machine.send(base, "tried", how, at)
        assert how == "fail" or said == {"killed": True}
        state = whether(base, databases.tables("tried"))
        if state != "before" and not is_fresh:
            # What was undone before may have used up numbers.
            databases.copy(base.name, "tried")
            said = machine.send(base, "tried", how, at)
            state = whether(base, databases.tables("tried"))
        assert state in ("before", "after"), f"{how} at {at}, {base.points[at]}: {state}"
        is_done = (said.get("status"), said.get("location")) == (done, base.answer["location"])
        assert not (state == "before" and is_done and OPERATIONS[name].says_so), (at, base.points[at])
        found[at] = state
        is_fresh = state == "after"
        if is_fresh:
            databases.copy(base.name, "tried")
    states = list(found.values())
    assert {"before", "after"} == set(states), found
    # Who is killed has done nothing before the commit, and all after it; of a failure a page may know the way round.
    assert how == "fail" or states == sorted(states, reverse=True), found
    again = machine.send(base, "tried")
    assert (again["status"], again["location"]) == (done, base.answer["location"])
    assert databases.tables("tried") != base.before


@pytest.mark.django_db  # so that it is asked on PostgreSQL too
@pytest.mark.parametrize("how", ["", "fail", "kill"])
@pytest.mark.parametrize("name", PREVIEWS)
def test_what_is_only_foreseen_leaves_nothing(machine: Machine, name: str, how: str) -> None:
    base, databases = machine.base(name), machine.databases
    assert base.answer["status"] == PREVIEWS[name].done, base.answer["page"]
    assert base.before == base.after
    databases.copy(base.name, "tried")
    points = range(len(base.points)) if IS_WHOLE else base.sample
    for at in points if how else [-1]:
        machine.send(base, "tried", how, at)
        assert whether(base, databases.tables("tried")) == "before", (at, base.points[at])
