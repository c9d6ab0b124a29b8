"""The checklist of an edition: what is missing, point by point."""

from dataclasses import replace

from ledger.figures.facts import Facts, Section
from ledger.load import load
from ledger.models import BudgetLineItem, BudgetVersion, Program, YearlyAllocation
from ledger.tieout.progress.checklist import NEEDED_TEXTS, Point, checklist


def point(facts: Facts, key: str, sections: tuple[Section, ...] = ()) -> Point:
    (found,) = (one for one in checklist(facts, sections) if one.key == key)
    return found


def facts_of(program: Program) -> Facts:
    return load(program.slug, "2021-original")


def test_what_the_first_document_lacks(first_document: Program) -> None:
    """Eight lines without a formula, which is advice; three breaks; changes without a reason."""
    facts = facts_of(first_document)
    assert point(facts, "amounts") == Point("amounts", (), 7)
    formulas = point(facts, "formulas")
    assert (len(formulas.missing), formulas.of, formulas.is_advice) == (8, 8, True)
    assert len(point(facts, "ties").missing) == 3
    assert point(facts, "plan").is_done
    assert point(facts, "sources") == Point("sources", (), 0)


def test_a_blank_amount_is_missing_and_a_0_is_none(first_document: Program) -> None:
    BudgetLineItem.objects.filter(allocation__subject__code__in=("201-02", "308-01")).delete()
    YearlyAllocation.objects.filter(subject__code="201-02", version__fiscal_year=2021).update(amount=0)
    assert point(facts_of(first_document), "amounts").missing == ("308-01",)


def test_a_formula_counts_once_it_is_written(first_document: Program) -> None:
    line = BudgetLineItem.objects.get(description="공공요금 등")
    line.basis = "37,500,000원×12월"
    line.save()
    formulas = point(facts_of(first_document), "formulas")
    assert len(formulas.missing) == 8 - 1
    assert "공공요금 등" not in formulas.missing


def test_a_subject_that_the_plan_leaves_out(first_document: Program) -> None:
    facts = facts_of(first_document)
    plan = tuple(one for one in facts.plan if (one.subject.code, one.year) != ("201-01", 2021))
    assert point(replace(facts, plan=plan), "plan").missing == ("201-01",)


def test_texts_that_the_form_asks_for(first_document: Program) -> None:
    facts = facts_of(first_document)
    assert point(facts, "texts").missing == NEEDED_TEXTS
    written = (*(Section(kind, "", "글") for kind in NEEDED_TEXTS[1:]), Section("purpose", "목적", "  "))
    assert point(facts, "texts", written).missing == ("purpose",)


def test_a_version_without_anything_says_of_each_point_that_there_is_nothing(first_document: Program) -> None:
    BudgetVersion.objects.create(fiscal_year=2022, kind="original")
    facts = load(first_document.slug, "2022-original")
    found = {one.key: one for one in checklist(facts, ())}
    for key in ("amounts", "plan", "schedule", "texts"):
        assert (found[key].missing, found[key].of) == (("",), 0), key
    assert found["formulas"].is_done
