"""The kinds of likely causes, from the most particular to the least. Pure.

causes.py tests for them; what a kind says is declared here, once.
"""

from dataclasses import dataclass

from ledger.figures.text import marked as _


@dataclass(frozen=True)
class Kind:
    """A kind of cause: what was `tested`, for docs/tie-outs.md, and what is said of it, a text for the catalogue.

    The text may name the `figure` that is blamed, the `amount` and the other figure that is `evidence`.
    """

    tested: str
    text: str


KINDS = {
    "special_grant": Kind(
        "The difference is a special local shared tax (특별교부세), or all of them together.",
        _("The difference is the special local shared tax %(amount)s: %(evidence)s."),
    ),
    "refund": Kind(
        "The difference is the 보조금반납금 of the row, its whole or its national part.",
        _("The difference is the subsidy refund %(amount)s: it may stand inside the unspent balance."),
    ),
    "unit_slip": Kind(
        "A thousand times the figure, or a thousandth of it in its unit, would tie.",
        _("%(figure)s looks like a slip of the unit by a thousand: %(amount)s would tie."),
    ),
    "sign_slip": Kind(
        "The figure with the other sign would tie.",
        _("%(figure)s looks like a slip of the sign (△): %(amount)s would tie."),
    ),
    "swapped_digits": Kind(
        "The figure with two neighbouring digits swapped would tie.",
        _("%(figure)s looks like two digits swapped: %(amount)s would tie."),
    ),
    "change_as_amount": Kind(
        "The figure is the right amount less the other version's.",
        _("%(figure)s is the change, typed as the amount: %(amount)s would tie."),
    ),
    "other_version": Kind(
        "The figure is that of the other version.",
        _("%(figure)s is the figure of the other version: %(amount)s would tie."),
    ),
    "doubled_row": Kind(
        "Without the same line just above, or with half the figure, it would tie.",
        _("%(figure)s looks counted twice: %(amount)s."),
    ),
    "missing_row": Kind(
        "A row that one side has and the other has not is just the difference, or moved the lines below.",
        _("%(figure)s is missing on the other side: %(amount)s."),
    ),
    "carry_over": Kind(
        "The difference is what was carried in or out.",
        _("The difference is the carry-over %(amount)s: %(figure)s."),
    ),
    "figure_added": Kind(
        "The figure less another figure of the tables would tie.",
        _("%(figure)s seems to contain %(amount)s of %(evidence)s as well."),
    ),
    "figure_left_out": Kind(
        "The figure and another figure of the tables together would tie.",
        _("%(figure)s seems to lack %(amount)s of %(evidence)s."),
    ),
    "shared_figure": Kind(
        "One amount of the figure would heal other broken ties as well.",
        _("%(figure)s stands in another broken tie too; %(amount)s would heal both."),
    ),
}
"""Key, as in JSON -> the kind. Of two causes with the same evidence the first is named first."""

RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
