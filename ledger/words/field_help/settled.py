"""Help at fields: settlements, carry-overs, movements, what was executed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SETTLED: dict[str, Any] = {
    "settlement.fiscal_year": _("The year that is settled (지방자치법 제150조), e.g. 2019"),
    "settlement.subject": _("e.g. 401-01 시설비"),
    "settlement.portion": _("The line without or with (x), e.g. total"),
    "settlement.final_budget": _(
        "Original budget with all supplementary ones, as printed, e.g. 5,036,880,000"
    ),
    "settlement.carried_in": _(
        "What came over from the year before (지방재정법 제50조); it is that year's 차년이월, "
        "e.g. 227,444,000"
    ),
    "settlement.budget_change": _(
        "이용 ± 전용 ± 이체 + 예비비 after the budget was made, e.g. △50,000,000; blank where "
        "nothing is printed"
    ),
    "settlement.current_budget": _(
        "최종예산 + 전년이월 + 예산변경, as printed, e.g. 7,155,400,000; blank is computed"
    ),
    "settlement.executed": _("What was paid, e.g. 6,790,839,000; commitments are none of it"),
    "settlement.carried_out": _(
        "명시이월 + 사고이월 + 계속비이월 into the next year (지방재정법 제50조), e.g. 227,444,000"
    ),
    "settlement.subsidy_refund": _(
        "What of the subsidy goes back (지방회계법 제17조: 보조금 반납명세서), e.g. 12,340,000; "
        "blank where the form has no such column"
    ),
    "settlement.unspent": _(
        "예산현액 − 집행액 − 차년이월 (− 보조금반납금), in speech 불용액, e.g. 137,117,000"
    ),
    "settlement.unspent_reason": _("e.g. 낙찰차액"),
    "settlement.recipients_executed": _("In won, e.g. 3,900,000,000"),
    "settlement.recipients_as_of": _("The day of those figures, year first, e.g. 2020-12-31"),
    "carryover.position": _("e.g. 2"),
    "budgetmovement.position": _("e.g. 2"),
    "carryover.subject": _("By code or name, e.g. 401-01 시설비"),
    "carryover.fiscal_year": _("e.g. 2019 for what stands in 2020 as 전년이월"),
    "carryover.kind": _(
        "지방재정법 제50조: declared (①, the council votes), committed (②, bound but not paid) or "
        "continuing (계속비, 제42조), e.g. committed"
    ),
    "carryover.amount": _("In won, without a sign, e.g. 227,444,000"),
    "carryover.carried_before": _(
        "Money that was carried as committed is not carried again (지방재정법 제50조): the "
        "tie-outs say so, e.g. declared"
    ),
    "carryover.reason": _("e.g. 공사 기간 부족"),
    "budgetmovement.kind": _(
        "이용 지방재정법 제47조의2제1항 (the council approves), 전용 제49조, 이체 제47조의2제2항, "
        "예비비 제43조; 변경사용 within one 편성목, e.g. 전용"
    ),
    "budgetmovement.fiscal_year": _("The year whose budget moves, e.g. 2020"),
    "budgetmovement.decided_on": _(
        "The day of the decision; 전용 is reported quarter by quarter (지방재정법 제49조), year "
        "first, e.g. 2020-09-15"
    ),
    "budgetmovement.from_program": _("e.g. 청년센터 운영"),
    "budgetmovement.from_subject": _("The subject that gets less, e.g. 201-01 사무관리비"),
    "budgetmovement.to_program": _("e.g. 청년센터 운영"),
    "budgetmovement.to_subject": _("The subject that gets more, e.g. 401-01 시설비"),
    "budgetmovement.amount": _("In won, without a sign, e.g. 50,000,000"),
    "budgetmovement.reason": _("e.g. 설계용역비 부족분 충당"),
    "executionsnapshot.subject": _("e.g. 201-01 사무관리비"),
    "executionsnapshot.as_of": _(
        "A day of the fiscal year, or of the two months until its books are closed, e.g. 2021-10-31"
    ),
    "executionsnapshot.committed": _(
        "지출원인행위 (지방회계법 제29조): bound, paid or not, e.g. 1,200,000,000"
    ),
    "executionsnapshot.executed": _("What was paid up to that day, e.g. 980,000,000"),
}
