"""Help at fields: what an edition prints, and deadlines."""

from typing import Any

from django.utils.translation import gettext_lazy as _

DOCUMENT: dict[str, Any] = {
    "document.slug": _("e.g. youth-centers-2021"),
    "document.version": _(
        "The budget that it explains (지방재정법 제44조의2제1항), e.g. 2021 original budget"
    ),
    "document.title": _("e.g. 2021년 청년센터 운영"),
    "document.prior_basis": _("What its column of last year holds, e.g. last year's original budget"),
    "document.source_text": _(
        "The print as text, line by line; printed figures name a line of it, e.g. ‘계 7,224,187’"
    ),
    "documentsection.section": _("e.g. purpose (사업목적)"),
    "documentsection.position": _("Its place among those of its part, e.g. 1"),
    "documentsection.heading": _("As printed, e.g. 2019년 추진실적; blank where there is none"),
    "documentsection.text": _("As it shall be printed, e.g. ○ 자치구마다 청년센터를 조성"),
    "programcost.source": _("e.g. city (시비)"),
    "programcost.scope": _("All years, or the one of the document, e.g. total"),
    "programcost.off_budget": _("e.g. ticked for ‘기타(예산 외)’"),
    "programcost.amount": _("In won; 기본현황 prints thousands, e.g. 59,230,000,000 for 59,230,000"),
    "investmentplanentry.period": _("e.g. the year itself; ‘through’ for 기투자, ‘after’ for ‘2022 이후’"),
    "investmentplanentry.year": _("e.g. 2019 for ‘기투자(~2019)’"),
    "investmentplanentry.amount": _(
        "In the unit of the heading; the table prints 백만원, so 7,311 is 7,311,000,000 won, e.g. "
        "7,311,000,000"
    ),
    "investmentplanentry.national_subsidy": _(
        "The (x) line, all national money of the plan 특별교부세 too, e.g. 4,500,000,000"
    ),
    "scheduleitem.position": _("e.g. 2"),
    "scheduleitem.text": _("The step, as 추진일정 prints it, e.g. 시설관리 운영"),
    "scheduleitem.detail": _("e.g. 위탁운영 계약 및 운영비 지급"),
    "scheduleitem.starts_on": _("Year first, e.g. 2021-01-01 or 2021. 1. 1."),
    "scheduleitem.ends_on": _("Year first, e.g. 2021-12-31"),
    "scheduleitem.precision": _("e.g. month for ‘1월~12월’"),
    "scheduleitem.amount": _("Else in the unit of the heading, e.g. 1,691,987,000"),
    "scheduleshare.item": _("The step, e.g. 시설관리 운영"),
    "scheduleshare.amount": _("What of the step falls to this subject, e.g. 1,691,987,000"),
    "scheduleshare.is_inferred": _(
        "Ticked where the document does not say it and it follows from the sums, e.g. 20,000천원 of 행사 운영"
    ),
    "documentsite.site": _("Type a part of its name and choose, e.g. 동부센터"),
    "documentsite.position": _("Its place in this edition, e.g. 1"),
    "documentsite.construction_cost": _("As this edition prints it, in won, e.g. 20,400,000,000 for 204억"),
    "documentsite.change_reason": _("e.g. 설계 변경에 따른 공사비 증액"),
    "documentsite.is_complete": _("e.g. ticked where this edition prints no address any more"),
    "statedfigure.table": _("The table as the ledger calls it, e.g. budget-summary (예산총괄)"),
    "statedfigure.row": _("The row of that table, e.g. 201-01 or total"),
    "statedfigure.column": _("The column of that table, e.g. current (예산액 B)"),
    "statedfigure.year": _("The year of the table, e.g. 2021"),
    "statedfigure.unit": _("The unit of the table, e.g. thousand won"),
    "statedfigure.text": _("Letter for letter as it is printed, right or wrong, e.g. △2,357,880 or (x-)"),
    "statedfigure.value": _(
        "What was read, in won, e.g. △2,357,880,000; it follows from the text, blank is no amount"
    ),
    "statedfigure.rate": _("Only of a rate, in percent, e.g. △43"),
    "statedfigure.line": _("The number of its line in the source text, e.g. 214"),
    "deadline.slug": _("e.g. budget-proposal"),
    "deadline.name": _("e.g. 예산안 의회 제출"),
    "deadline.month": _("e.g. 11"),
    "deadline.day": _("e.g. 11"),
    "deadline.year_offset": _("e.g. -1 for the budget proposal"),
    "deadline.days_after": _("e.g. 80"),
    "deadline.is_quarterly": _("e.g. ticked for the report of 전용 (지방재정법 제49조)"),
    "deadline.remind_days": _("e.g. 14"),
    "deadline.met_by": _(
        "What of the ledger shows that it was met, e.g. the proposal of the year was submitted"
    ),
    "deadline.is_active": _(
        "Unticked it stands in no list and no calendar, e.g. for a deadline of another kind of city"
    ),
    "deadline.note": _("e.g. 시·도는 50일 전, 시·군·구는 40일 전"),
}
