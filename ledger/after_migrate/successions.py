"""A subject that continues another is the younger one, whatever door a year or a succession comes by.

So no subject continues itself and no chain closes to a circle. The model says it in a sentence first
(ledger/models/subject.py); this is for bulk calls and raw SQL.
"""

from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.statements import Trigger, refuse_on_both

REFUSAL = _("A subject that continues another must begin in a later fiscal year.")

OLDER_SUCCESSION = """
    SELECT 1 FROM ledger_accountsubject elder, ledger_accountsubject younger
    WHERE elder.id = NEW.old_id AND younger.id = NEW.new_id AND younger.valid_from <= elder.valid_from
"""
"""A row for a succession whose new subject is not younger than the old one, in SQL."""
OLDER_SUBJECT = """
    SELECT 1 FROM ledger_accountsubject elder
    WHERE elder.id = NEW.replaces_id AND NEW.valid_from <= elder.valid_from
    UNION ALL
    SELECT 1 FROM ledger_accountsubject younger
    WHERE younger.replaces_id = NEW.id AND younger.valid_from <= NEW.valid_from
    UNION ALL
    SELECT 1 FROM ledger_subjectsuccession one JOIN ledger_accountsubject younger ON younger.id = one.new_id
    WHERE one.old_id = NEW.id AND younger.valid_from <= NEW.valid_from
    UNION ALL
    SELECT 1 FROM ledger_subjectsuccession one JOIN ledger_accountsubject elder ON elder.id = one.old_id
    WHERE one.new_id = NEW.id AND NEW.valid_from <= elder.valid_from
"""
"""A row for each subject that a subject must be younger than, or older, and is not."""


SUCCESSOR_IS_YOUNGER = {
    name: Trigger(event, refuse_on_both(REFUSAL, f"EXISTS ({rows})"))
    for name, event, rows in (
        (
            "new_succession_is_of_a_younger_subject",
            "AFTER INSERT ON ledger_subjectsuccession",
            OLDER_SUCCESSION,
        ),
        ("succession_is_of_a_younger_subject", "AFTER UPDATE ON ledger_subjectsuccession", OLDER_SUCCESSION),
        (
            "new_subject_is_younger_than_what_it_replaces",
            "AFTER INSERT ON ledger_accountsubject",
            OLDER_SUBJECT,
        ),
        ("subject_is_younger_than_what_it_replaces", "AFTER UPDATE ON ledger_accountsubject", OLDER_SUBJECT),
    )
}
