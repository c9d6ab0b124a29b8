"""Keys of data and keys of reports never meet: what a report calls a row of its own, nothing in the ledger is called.

The reports are asked for the keys that they make, with facts whose every subject, site and name is known: what is left
is the report's own.
"""

from dataclasses import replace
from random import Random

import pytest

from ledger.figures.facts import Facts
from ledger.reporting.declared import Declared
from ledger.reporting.report import Report
from ledger.reports import REPORTS, settlement_bridge, variance
from ledger.reports.settlement import code_row_key
from sites.keys import BEGINNING, ENDINGS, is_reserved
from tests.ledger.ledgers import exact
from tests.ledger.records import OFFICE, allocation, facts

LEDGERS = [exact(Random(seed)) for seed in range(6)]


def in_every_way(report: Declared, of: Facts) -> list[Report]:
    """A report in each of its breakdowns, with everything shown and with all but one hidden."""
    found = [report.build(of)]
    for question in report.questions:
        answers = (1,) if question.known is None else question.values(of)
        found += [report.build(of, **{question.name: answer}) for answer in answers]
    return found


def names_of_data(of: Facts) -> set[str]:
    """What the ledger calls its rows: codes, sites, the programme, its division."""
    subjects = {one.subject.code for one in (*of.allocations, *of.base_allocations)}
    subjects |= {one.subject.code for one in of.settlements if one.subject}
    subjects |= {one.subject.code for one in of.plan}
    return {*subjects, *(one.slug for one in of.sites), of.program.slug, of.program.division}


def own_keys(report: Declared, of: Facts) -> set[str]:
    """The keys that a report makes by itself where it also has names of the ledger as keys, of rows or of columns."""
    data, found = names_of_data(of), set()
    for one in in_every_way(report, of):
        for keys in ({row.key for row in one.rows}, {column.key for column in one.columns}):
            found |= keys if keys & data else set()
    return found - data


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_no_name_of_the_ledger_can_be_a_key_that_a_report_makes(report: Declared) -> None:
    made = {key for of in LEDGERS for key in own_keys(report, of)}
    assert {key for key in made if not is_reserved(key) and not key.endswith(ENDINGS)} == set()


def test_the_endings_are_those_of_national_parts() -> None:
    assert code_row_key(2019, "201-01", "national") == "2019-201-01" + ENDINGS[0]
    assert BEGINNING == "line-"


@pytest.mark.parametrize("name", ["total", "other", "unassigned", "line-1"])
def test_a_division_or_a_programme_may_be_called_so(name: str) -> None:
    of = facts([allocation(OFFICE, 100)], [allocation(OFFICE, 40)])
    of = replace(of, program=replace(of.program, slug=name, division=name))
    for by in ("division", "program"):
        report = variance.build(of, by=by)
        assert [row.key for row in report.rows] == ["total", f"{by}-{name}"]
        assert report.row(f"{by}-{name}").figures["change"] == 100 - 40


def test_a_step_of_the_settlement_is_no_national_part() -> None:
    for of in LEDGERS:
        report = settlement_bridge.build(of, by="subject")
        assert len({row.key for row in report.rows}) == len(report.rows)
