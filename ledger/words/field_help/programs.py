"""Help at fields: programmes, sites, subjects, sources of money, and who is in charge."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PROGRAM: dict[str, Any] = {
    "sitekind.slug": _("e.g. youth-center"),
    "sitekind.name": _("e.g. 청년센터"),
    "site.slug": _("e.g. east-center"),
    "site.name": _("e.g. 동부센터"),
    "site.kind": _("e.g. 청년센터"),
    "site.industry": _("e.g. 출판, 봉제, 기계"),
    "site.district": _("e.g. 종로구"),
    "program.account": _("e.g. 일반회계"),
    "program.field": _("지방재정법 제41조: 분야, e.g. 사회복지"),
    "program.policy_program": _("지방재정법 제41조: 정책사업, e.g. 청년 지원"),
    "program.unit_program": _("지방재정법 제41조: 단위사업, e.g. 청년공간 조성"),
    "program.recurrence": _("As 기본현황 prints it, e.g. 계속"),
    "program.location": _("e.g. 시 전역"),
    "program.first_year": _("e.g. 2018"),
    "programsite.position": _("Its place in the lists of the document, e.g. 1"),
    "milestone.track": _("Milestones of one track stand together, e.g. 동부센터 조성"),
    "milestone.happened_on": _("Year first, e.g. 2019-03-15 or 2019. 3. 15."),
    "milestone.until": _("Only where it took several days or months, e.g. 2020-06-30"),
    "milestone.text": _("e.g. 중앙투자심사 완료(조건부)"),
    "milestone.is_planned": _(
        "Ticked for what was still to come when the document was written, e.g. 완료 예정"
    ),
    "nationalgrant.site": _(
        "The one that it was secured for, e.g. 동부센터; blank for the programme as a whole"
    ),
    "nationalgrant.ministry": _("e.g. 행정안전부"),
    "nationalgrant.kind": _(
        "A 특별교부세 (지방교부세법 제3조) is no 국고보조금 and stands in no (x) of the budget, "
        "e.g. special tax for 20억 of 행정안전부"
    ),
    "nationalgrant.secured_on": _("Year first, e.g. 2019-03-01 with the precision ‘month’ for '19.3월"),
    "nationalgrant.amount": _("In won, e.g. 2,000,000,000 for 20억"),
    "accountsubject.name": _("As the standard of that year writes it, e.g. 사무관리비"),
    "accountsubject.valid_until": _(
        "The last fiscal year in which it is used, e.g. 2026; blank while it is in force"
    ),
    "accountsubject.replaces": _("e.g. 401-01 시설비 of 2026 before 401-02 시설비 of 2027"),
    "accountsubject.is_pass_through": _("Its execution is called 집행액(교부), e.g. 403-01 자치단체자본보조"),
    "subjectsuccession.old": _("e.g. 301-10; merged subjects have a row each"),
    "subjectsuccession.new": _("e.g. 308-77; it begins in a later year than the old one"),
    "matchingratio.part": _("Who bears it, e.g. national subsidy (국고보조금)"),
    "matchingratio.source": _("e.g. 시·도비"),
    "matchingratio.percent": _("e.g. 50 for 50 %, 33.3"),
    "changethreshold.program": _("e.g. 청년센터 운영"),
    "changethreshold.amount": _("Changes of so much or more need a reason, in won, e.g. 100,000,000"),
    "changethreshold.rate": _("and of so many percent or more, e.g. 10"),
    "assignment.person": _("The account that signs in, e.g. finance"),
    "fundingsource.slug": _("e.g. special-tax"),
    "fundingsource.name": _("e.g. 특별교부세, 시·도비, 지역상생발전기금"),
    "fundingsource.level": _("Whose money it is, e.g. province (시·도)"),
    "fundingsource.mark": _("e.g. 특"),
    "fundingsource.is_subsidy": _("e.g. ticked for 국고보조금, not for 특별교부세"),
}
