"""Two complete languages: no Hangul but data in English, no English words left on Korean pages."""

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.test import Client
from django.utils.text import capfirst

from ledger.models import (
    AccountSubject,
    BudgetLineItem,
    Document,
    DocumentSection,
    Milestone,
    Program,
    ScheduleItem,
    StatedFigure,
)
from ledger.reports import REPORTS_BY_NAME
from ledger.reports.settled import movements
from ledger.words import labels
from sites.models import Site
from tests.ledger.desk.entered import ENTERED
from tests.people import SignedIn

CATALOGUE = Path(__file__).resolve().parents[3] / "locale" / "ko" / "LC_MESSAGES" / "django.po"
PAGES = [
    "/",
    "/?group=none&sort=-change&year=2020",
    "/?bureau=x&q=y",
    "/programs/smart-anchor/",
    *(f"/programs/smart-anchor/reports/{name}/" for name in REPORTS_BY_NAME),
    *(
        f"/programs/smart-anchor/reports/variance/?by={by}"
        for by in ("site", "source", "program", "division")
    ),
    *(
        f"/programs/smart-anchor/reports/{name}/?by={by}"
        for name in ("settlement", "settlement-bridge")
        for by in ("program", "subject")
    ),
    "/programs/smart-anchor/reports/variance/?top=2",
    "/programs/smart-anchor/reports/budget-summary/?year=2020",
    "/programs/smart-anchor/reports/basis-comparison/?unchanged=summed&site=jung-printing",
    "/programs/smart-anchor/document/",
    "/programs/smart-anchor/document/?year=2020",
    "/programs/smart-anchor/brief/",
    "/programs/smart-anchor/reports/budget-summary/trace/?row=total&column=change",
    "/programs/smart-anchor/reports/budget-summary/trace/?row=403-01&column=prior",
    "/programs/smart-anchor/reports/investment-plan/trace/?row=308-01&column=total",
    "/programs/smart-anchor/reports/overview/trace/?row=total-cost&column=total",
    "/programs/smart-anchor/reports/schedule/trace/?row=line-1&column=amount",
    "/programs/smart-anchor/reports/settlement/trace/?row=2019&column=budget_change",
    "/programs/smart-anchor/reports/settlement/trace/?row=2019&column=executed",
    "/programs/smart-anchor/reports/sites/trace/?row=jung-printing&column=national_grant",
    "/password/",
]
ENTRY_PAGES = [
    "/admin/",
    "/admin/ledger/executionsnapshot/paste/",
    "/admin/ledger/program/smart-anchor/budget/2021-original/",
    *(
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/{page}"
        for model in ENTERED
        for page in ("", "add/")
    ),
]


class Words(HTMLParser):
    """The texts that a reader sees or hears: between tags, and in labels and buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        given = dict(attrs)
        for name in ("aria-label", "title", "placeholder"):
            self.texts.append(given.get(name) or "")
        if tag == "input" and given.get("type") == "submit":
            self.texts.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.texts.append(data)


def texts_of(page: str) -> list[str]:
    words = Words()
    words.feed(page)
    return [" ".join(text.split()) for text in words.texts if text.strip()]


def data_of_the_ledger() -> list[str]:
    """What is data and stays as it is in either language, longest first."""
    program = Program.objects.get()
    names = [program.name, program.bureau, program.division, program.account, program.recurrence]
    for model, field in (
        (AccountSubject, "name"),
        (BudgetLineItem, "description"),
        (ScheduleItem, "text"),
        (ScheduleItem, "detail"),
        (DocumentSection, "heading"),
        (DocumentSection, "text"),
        (Milestone, "track"),
        (Milestone, "text"),
        (Site, "name"),
    ):
        for name in model.objects.values_list(field, flat=True):
            names += name.splitlines()
    # A trace quotes the document: a printed figure, the line of its source, the note on how it was read.
    for stated in StatedFigure.objects.all():
        names += [stated.repair, stated.text]
    for document in Document.objects.all():
        names += document.source_text.splitlines()
    names += BudgetLineItem.objects.values_list("basis", flat=True)
    return sorted({" ".join(name.split()) for name in names if name}, key=len, reverse=True)


HANGUL, LATIN = "[가-힣]", "[A-Za-z]{2}"


def foreign(letters: str, texts: Iterable[str], known: list[str]) -> list[str]:
    """The texts that have such letters outside of what is known."""
    return [text for text in texts if re.search(letters, text) and re.search(letters, without(text, known))]


def without(text: str, known: list[str]) -> str:
    for name in known:
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("address", PAGES)
def test_english_page_has_no_hangul_but_data(
    address: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(address, headers={"accept-language": "en"})
    assert response.status_code == 200
    known = [*data_of_the_ledger(), "한국어"]
    assert foreign(HANGUL, texts_of(response.content.decode()), known) == []


@pytest.mark.parametrize("report", sorted(REPORTS_BY_NAME))
def test_english_json_has_no_hangul_but_data(
    report: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("manager").get(
        f"/programs/smart-anchor/reports/{report}/?format=json", headers={"accept-language": "en"}
    )
    labels = [one["label"] for part in ("columns", "rows") for one in response.json()[part]]
    assert foreign(HANGUL, labels, data_of_the_ledger()) == []


@pytest.mark.parametrize("address", [*PAGES, "/login/"])
def test_korean_page_has_no_english_words(address: str, first_document: Program, signed_in: SignedIn) -> None:
    """All that is left of Latin letters is data, the file format and the way to the other language."""
    response = Client().get(address) if address == "/login/" else signed_in("manager").get(address)
    assert response.status_code == 200
    known = [*data_of_the_ledger(), "English", "Excel", "manager"]
    assert foreign(LATIN, texts_of(response.content.decode()), known) == []


@cache
def our_english() -> frozenset[str]:
    """Our English texts that have a Korean one, also as a label of a form has them."""
    ours = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.msgid != entry.msgstr}
    return frozenset(variant for msgid in ours for variant in (msgid, capfirst(msgid), f"{capfirst(msgid)}:"))


@pytest.mark.parametrize("address", ENTRY_PAGES)
def test_data_entry_in_korean_shows_no_english_of_ours(
    address: str, first_document: Program, signed_in: SignedIn
) -> None:
    response = signed_in("finance").get(address)
    assert response.status_code == 200
    # A printed figure's table is shown by its key, the way to the other language in that language.
    known = {*REPORTS_BY_NAME, "English"}
    assert sorted({*texts_of(response.content.decode())} & our_english() - known) == []


def test_every_message_of_the_catalogue_is_translated() -> None:
    catalogue = polib.pofile(str(CATALOGUE))
    assert len(catalogue) > 100
    assert [entry.msgid for entry in catalogue.untranslated_entries() + catalogue.fuzzy_entries()] == []


def test_compiled_catalogue_is_the_written_one() -> None:
    compiled = polib.mofile(str(CATALOGUE.with_suffix(".mo")))
    written = polib.pofile(str(CATALOGUE))
    # One English word may have two Korean ones, by its context.
    both = [
        {(entry.msgctxt, entry.msgid): (entry.msgstr, entry.msgstr_plural) for entry in some}
        for some in (compiled, written.translated_entries())
    ]
    assert both[0] == both[1]


TITLES = {
    "overview": "기본현황",
    "budget-summary": "예산총괄",
    "calculation-basis": "산출근거",
    "investment-plan": "연차별 투자계획",
    "schedule": "추진일정",
    "settlement": "결산현황",
    "settlement-bridge": "결산 흐름",
    "execution": "올해 집행 현황",
    "sites": "대상지 현황",
    "site-budgets": "대상지별 연도별 예산",
    "site-editions": "대상지 변경 내역",
    "variance": "증감 내역(통계목별)",
    "year-budgets": "연도별 예산",
    "cost-progress": "총사업비 진척",
    "source-shares": "재원별 구성",
    "basis-comparison": "산출근거 비교",
}
"""Fixed: the words of the council's form and of the house. A report that is not here need only bear its name."""


@pytest.mark.parametrize("report", REPORTS_BY_NAME)
def test_each_report_is_headed_by_its_name(report: str, first_document: Program, signed_in: SignedIn) -> None:
    page = signed_in("manager").get(f"/programs/smart-anchor/reports/{report}/").content.decode()
    (title,) = re.findall(r"<h1>([^<]*)</h1>", page)
    assert title == TITLES.get(report, labels.heading(REPORTS_BY_NAME[report].title))


def test_a_movement_takes_from_one_side_and_gives_to_the_other() -> None:
    """감액, 증액: not the version that another is opened from (바탕 차수)."""
    headings = {column.key: labels.heading(column.heading) for column in movements.COLUMNS}
    assert (headings["from"], headings["to"]) == ("감액", "증액")
