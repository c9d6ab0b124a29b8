"""National subsidy is the (x) line and never a share as well, whatever door a share, a source or a settlement comes by.

Else the same won would stand twice. The model says it in a sentence first (ledger/models/funding.py); this is for bulk
calls and raw SQL.
"""

from django.utils.translation import gettext_lazy as _

from ledger.after_migrate.statements import Trigger, refuse_on_both

TWICE = _("National subsidy is the national part of an amount and never a share of it as well.")

STANDS_TWICE = """
    SELECT 1 FROM ledger_fundingshare share
    JOIN ledger_fundingsource source ON source.id = share.source_id
    LEFT JOIN ledger_settlement settled ON settled.id = share.settlement_id
    WHERE share.{link} = NEW.id AND (source.is_subsidy OR settled.portion = 'national')
"""
"""A row for each share that names the national subsidy, or is of money that is all national subsidy, in SQL."""

SHARES_ARE_OF_OTHER_MONEY = {
    name: Trigger(event, refuse_on_both(TWICE, f"EXISTS ({STANDS_TWICE.format(link=link)})"))
    for name, event, link in (
        ("new_share_is_of_other_money", "AFTER INSERT ON ledger_fundingshare", "id"),
        ("share_is_of_other_money", "AFTER UPDATE ON ledger_fundingshare", "id"),
        ("source_of_shares_is_no_subsidy", "AFTER UPDATE ON ledger_fundingsource", "source_id"),
        ("settlement_with_shares_is_a_whole", "AFTER UPDATE ON ledger_settlement", "settlement_id"),
    )
}
