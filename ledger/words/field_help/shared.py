"""Help at fields: fields that many kinds of row have; a kind of its own says otherwise under its own name."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SHARED: dict[str, Any] = {
    "slug": _("e.g. youth-centers"),
    "name": _("As the document writes it, e.g. 청년센터 운영"),
    "name_en": _("What pages in English call it, e.g. Youth centre"),
    "program": _("Type a part of its name and choose, e.g. 청년센터 운영"),
    "subject": _("By code or name, e.g. 201-01 사무관리비 (지방재정법 제41조: 목)"),
    "version": _("e.g. 2021 original budget (본예산)"),
    "document": _("The edition in which it is printed, e.g. 2021 청년센터 운영"),
    "fiscal_year": _("Four digits, e.g. 2021"),
    "valid_from": _("The first fiscal year for which it holds, e.g. 2021"),
    "position": _("e.g. 3"),
    "amount": _("In the unit of the heading, e.g. 1,711,987,000; a decrease has △: △360,000"),
    "national_subsidy": _(
        "The national subsidy in it, as the (x) line prints it, e.g. 2,500,000,000; 0 for (x-)"
    ),
    "unit": _(
        "As the table prints it: 예산총괄 in thousands, 연차별 투자계획 in millions of won, e.g. thousand won"
    ),
    "site": _("Type a part of its name and choose, e.g. 동부센터; blank where it is for no single one"),
    "sites": _("One or several, e.g. 동부센터, 서부센터"),
    "precision": _("e.g. month for ‘'19.3월’, of which no day is printed"),
    "note": _("Whatever the next reader should know, e.g. 면적은 보도자료와 다름"),
    "document_number": _("e.g. 예산담당관-1234"),
    "bureau": _("e.g. 청년정책실"),
    "division": _("e.g. 청년공간팀"),
    "address": _("e.g. 중앙로 1"),
    "area": _("In m², with separators if you like, e.g. 1,568.5"),
    "area_kind": _("What was measured, e.g. plot area (대지면적); costs per m² are compared within one kind"),
    "floors_above": _("e.g. 12 for 지상12층"),
    "floors_below": _("e.g. 5 for 지하5층"),
    "floors_used": _("Where it has only some of the building, e.g. 3-4층"),
    "spaces": _("e.g. 공용장비실, 교육장, 전시장"),
    "construction_cost": _("In won, from all sources, e.g. 32,400,000,000"),
    "status": _("How far it has come, e.g. investment appraised (지방재정법 제37조)"),
    "repair": _("What is hard to read in the print and how it was read, e.g. 첫 글자가 번져 3으로 읽음"),
}
