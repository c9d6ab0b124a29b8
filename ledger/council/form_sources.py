"""What the workbook has below 예산총괄 and below the plan where sources of money are named: the same by source."""

from dataclasses import replace

from ledger.council.form import COMPARED_COLUMNS, PLAN, SUMMARY
from ledger.council.form_table import TextColumn, columns_of_keys, no_columns, sheet_wording
from ledger.reports import plan_sources, source_shares, variance
from ledger.words.labels import lazy_heading

SHARE = TextColumn("share", sheet_wording(lazy_heading(source_shares.SHARE.heading)))

SUMMARY_BY_SOURCE = replace(
    SUMMARY,
    report="variance",
    title=lazy_heading(source_shares.REPORT.title),
    label=sheet_wording(lazy_heading(source_shares.REPORT.row_heading)),
    on_paper=no_columns,
    on_sheet=columns_of_keys(*COMPARED_COLUMNS, SHARE),
    is_empty=lambda facts: not variance.funding_sources(facts),
)
"""증감 내역 by source of money with each share of the whole, below 예산총괄: where some source is named."""

PLAN_BY_SOURCE = replace(
    PLAN,
    report="plan-sources",
    title=lazy_heading(plan_sources.REPORT.title),
    label=SUMMARY_BY_SOURCE.label,
    on_paper=no_columns,
    is_empty=lambda facts: not plan_sources.sources_of(facts),
)
"""The plan by source of money, below it: where some source is named."""
