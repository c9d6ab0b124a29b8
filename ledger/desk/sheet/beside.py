"""What the server says beside a sheet: the totals that its own rows do not give, and what is open."""

from django.utils.translation import gettext as _

from ledger.figures.facts import Facts
from ledger.reports import budget_summary
from ledger.tieout.progress.open_points import open_points
from ledger.words import budget_words
from ledger.words.formats import MISSING, with_separators


def totals_json(facts: Facts) -> dict[str, str]:
    """Key -> words: the base (기정, or the year before), the grand total, the change."""
    total = budget_summary.build(facts).row("total").figures
    figures = {key: total[key] for key in ("prior", "current", "change")}
    return {key: with_separators(one) if isinstance(one, int) else MISSING for key, one in figures.items()}


def beside_json(facts: Facts) -> dict[str, str]:
    """The same with how many ties break and changes lack an explanation."""
    points = open_points(facts)
    return {**totals_json(facts), "breaks": str(len(points.breaks)), "reasons": str(len(points.changes))}


def beside_places(facts: Facts) -> list[dict[str, str]]:
    """The places for them in their order, with the totals; what is open comes with an answer: tie-outs take time."""
    labels = {
        "prior": budget_words.prior_heading(facts.version, facts.base),
        "current": budget_words.current_heading(facts.version, facts.base),
        "change": _("Change (B-A)"),
        "breaks": _("Tie-outs that break"),
        "reasons": _("Changes without an explanation"),
    }
    said = totals_json(facts)
    return [{"key": key, "label": label, "text": said.get(key, "")} for key, label in labels.items()]
