"""Help at fields: versions, yearly allocations, line items and what sources give to them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

BUDGET: dict[str, Any] = {
    "budgetversion.kind": _(
        "e.g. original budget (본예산); a supplementary one (추경) rests on 지방재정법 제45조, "
        "성립전 on its proviso"
    ),
    "budgetversion.sequence": _("e.g. 1 of the first (제1회 추경)"),
    "budgetversion.kind_is_stated": _(
        "Unticked where the document does not say which version it is; then it is called ‘차수 "
        "미표기’, e.g. a heading of only ‘2020예산액’"
    ),
    "budgetversion.based_on": _(
        "The budget that it changes (기정예산), e.g. the original budget of the year for 제1회 추경"
    ),
    "yearlyallocation.amount": _("Else in won, e.g. 50,000,000"),
    "yearlyallocation.national_subsidy": _(
        "Only beside an own amount: the national subsidy in it, e.g. 2,500,000,000; 0 for (x-)"
    ),
    "yearlyallocation.is_restated": _("e.g. ticked where 제2회 추경 prints all lines of the subject anew"),
    "budgetlineitem.allocation": _(
        "The subject under which it stands in 산출근거 of the 사업별 설명서 (지방재정법 "
        "제44조의2제1항), e.g. 201-01 사무관리비 of 2021"
    ),
    "budgetlineitem.position": _("e.g. 3"),
    "budgetlineitem.description": _("What the money is for, as 산출근거 prints it, e.g. 시설관리 운영"),
    "budgetlineitem.basis": _(
        "Unit price × number × times: the amount follows from it, e.g. △740천원×7명×6/12개월"
    ),
    "budgetlineitem.is_one_off": _("Ticked for what does not come again next year, e.g. 개소식 행사"),
    "budgetlineitem.continues": _("Filled in when a year is opened, e.g. 시설관리 운영 of 2020"),
    "fundingshare.line_item": _("The line that gets the money, e.g. 동부센터 조성"),
    "fundingshare.allocation": _("Only where the subject has no line items, e.g. 403-01 of 2021"),
    "fundingshare.plan_entry": _("Only of 연차별 투자계획, e.g. 403-01 in 2021"),
    "fundingshare.settlement": _("Only of a settlement, e.g. 2019 as a whole"),
    "fundingshare.carry_over": _("Only of a carry-over, e.g. the declared one of 2019"),
    "fundingshare.cell": _("e.g. executed (집행액)"),
    "fundingshare.source": _("Not the national subsidy, which is typed as (x), e.g. 특별교부세"),
    "fundingshare.amount": _("What this source gives; own money is the rest, e.g. 450,000,000"),
}
