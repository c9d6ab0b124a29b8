"""The rows under the sheet: model.js, without a page around it."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.visitor import Visitors

START = """
const { Model } = await import('/static/ledger/sheet/model.js');
const columns = ['group', 'text', 'amount'].map((key) => ({ key, kind: key === 'amount' ? 'won' : 'text' }));
const stored = (id) => ({
    id, revision: 1, cells: { group: id % 2 ? 'a' : 'b', text: `t${id}`, amount: String(id * 100) },
});
const model = new Model({ columns, rows: [1, 2, 3, 4, 5, 6].map(stored), groups: { column: 'group' } });
"""

RANDOM = """
let seed = %d;
const random = (below) => {
    seed = (seed * 1103515245 + 12345) %% 2147483648;
    return Math.floor(seed / 65536) %% below;
};
const some = () => model.rows[random(model.rows.length)];
const acts = [
    () => model.setCells([{ row: some(), key: 'amount', text: String(random(1000)) }]),
    () => model.setCells([{ row: some(), key: 'group', text: ['a', 'b', 'c'][random(3)] }]),
    () => model.addAfter(random(model.rows.length)),
    () => model.duplicate([some()]),
    () => model.rows.length > 2 && model.remove([some()]),
    () => model.move([some()], random(model.rows.length + 1)),
    () => model.undo(),
    () => model.redo(),
];
const written = () => JSON.stringify([model.rows.map(({ id, cells }) => [id, cells]), model.difference()]);
const wrong = [];
for (let step = 0; step < 300; step += 1) {
    acts[random(acts.length)]();
    const groups = model.rows.map(({ cells }) => cells.group);
    const runs = groups.filter((group, at) => group !== groups[at - 1]);
    if (new Set(runs).size !== runs.length) wrong.push('a group stands in two places');
    if (new Set(model.rows).size !== model.rows.length) wrong.push('a row stands twice');
}
const end = written();
let steps = 0;
while (model.undo()) steps += 1;
const { changed, added, removed, order } = model.difference();
if (changed.length + added.length + removed.length || order) wrong.push('undoing all leaves a difference');
for (let step = 0; step < steps; step += 1) model.redo();
if (written() !== end) wrong.push('doing all again leads elsewhere');
return { wrong, steps };
"""


@pytest.fixture
def page(sign_in: Visitors) -> Page:
    page = sign_in()
    page.goto("/login/")
    return page


def run(page: Page, script: str) -> Any:
    """What a script returns that has a `model` of six rows in two groups: 1, 3, 5 in a, 2, 4, 6 in b."""
    return page.evaluate(f"async () => {{ {START} {script} }}")


@pytest.mark.parametrize("seed", range(1, 9))
def test_undo_leads_back_to_the_start_and_redo_to_the_end(page: Page, seed: int) -> None:
    found = run(page, RANDOM % seed)
    assert found["wrong"] == []
    assert found["steps"] > 20


def test_rows_of_one_group_stand_together(page: Page) -> None:
    assert run(page, "return model.rows.map(({ id }) => id)") == [1, 3, 5, 2, 4, 6]


def test_a_row_that_changes_its_group_goes_to_the_end_of_that(page: Page) -> None:
    script = "model.setCells([{ row: model.rows[0], key: 'group', text: 'b' }]); return model.difference();"
    assert run(page, script) == {
        "changed": [{"id": 1, "revision": 1, "cells": {"group": "b"}}],
        "added": [],
        "removed": [],
        "order": [3, 5, 2, 4, 6, 1],
    }


def test_a_blank_row_is_not_sent_and_the_first_of_a_group_stands_after_none(page: Page) -> None:
    script = """
    const [blank, first] = [model.addAfter(1), model.newRow({ group: 'c', text: 'x' })];
    model.insert([first], model.rows.length);
    const last = model.addAfter(model.rows.length - 1);
    model.setCells([{ row: last, key: 'text', text: 'y' }]);
    return model.difference().added.map(({ after, cells }) => [after, cells.text]);
    """
    assert run(page, script) == [[None, "x"], ["new-2", "y"]]


def test_an_amount_that_cannot_be_read_is_in_no_total(page: Page) -> None:
    script = (
        "model.setCells([{ row: model.rows[0], key: 'amount', text: '백만' }]); return model.total('amount');"
    )
    assert run(page, script) == "2000"  # 300 + 500 + 200 + 400 + 600


def test_many_cells_at_once_are_one_step(page: Page) -> None:
    script = """
    model.setCells(model.rows.map((row) => ({ row, key: 'amount', text: '1' })));
    const total = model.total('amount');
    model.undo();
    return [total, model.total('amount'), model.past.length];
    """
    assert run(page, script) == ["6", "2100", 0]  # 100 + 200 + ... + 600
