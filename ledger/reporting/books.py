"""Each report with the same questions is computed once for the same facts.

A page asks for the budget summary from many sides: its table, cards, tie-outs, traces, the council's form. Facts are
frozen and a report follows from them and its questions alone, so what was computed holds for as long as they do.
"""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Concatenate, ParamSpec

from ledger.figures.facts import Facts
from ledger.reporting.report import Report

Questions = ParamSpec("Questions")


def built_once(
    build: Callable[Concatenate[Facts, Questions], Report],
) -> Callable[Concatenate[Facts, Questions], Report]:
    """A report's `build` that keeps its answers with the facts (`Facts.books`), by the questions that were asked."""
    _facts, *asked_of = signature(build).parameters.values()

    @wraps(build)
    def once(facts: Facts, /, *args: Questions.args, **kwargs: Questions.kwargs) -> Report:
        # Not bind(): it would take longer than many a report.
        questions = [*args, *(kwargs.get(one.name, one.default) for one in asked_of[len(args) :])]
        # The facts of a second base have no hash: they are known by being the very same, and kept, so that they stay.
        page = (build.__module__, *(id(one) if isinstance(one, Facts) else one for one in questions))
        if page not in facts.books:
            facts.books[page] = (build(facts, *args, **kwargs), questions)
        report: Report = facts.books[page][0]
        return report

    return once
