"""대상지 현황 on screen: budgets by year with their items, the timeline, one site at a time."""

import re
from datetime import date
from html import unescape

from ledger.models import Document, DocumentSite, Milestone, Program, ProgramSite, YearlyAllocation
from sites.models import Site
from tests.ledger.screen.test_tables import shown
from tests.people import SignedIn


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def section(page: str, name: str) -> str:
    (found,) = re.findall(rf'<section aria-labelledby="{name}".*?</section>', page, re.S)
    return str(found)


def timeline(page: str) -> dict[str, list[str]]:
    """Track -> its milestones as they read."""
    found = re.findall(r"<h3>(.*?)</h3>\s*<ol[^>]*>(.*?)</ol>", section(page, "milestones"), re.S)
    return {
        text_of(name): [text_of(one) for one in re.findall(r"<li.*?</li>", milestones, re.S)]
        for name, milestones in found
    }


def items(page: str) -> dict[str, list[str]]:
    """Site -> its line items as they read."""
    found = re.findall(r"<summary>(.*?)<span.*?<tbody>(.*?)</tbody>", section(page, "items"), re.S)
    return {
        text_of(name): [text_of(one) for one in re.findall(r"<tr>.*?</tr>", rows, re.S)]
        for name, rows in found
    }


def test_timeline_stands_by_track_in_order(first_document: Program, signed_in: SignedIn) -> None:
    found = timeline(shown(signed_in("manager"), "sites"))
    assert list(found) == [
        "1차년도 사업 대상지 조성 추진",
        "스마트앵커 기본계획 수립 및 운영 준비",
        "2차년도 사업 대상지 조성 추진",
        "3차년도 사업 대상지 조성 추진",
        "스마트 솔루션앵커 조성계획 수립",
        "개봉 메이커스페이스 조성 및 관리계획 수립",
    ]
    assert found["2차년도 사업 대상지 조성 추진"] == [
        "2018.10. 사업 대상지 선정 : 구로 기계금속 구로구 기계금속 스마트앵커",
        "2019.5. 구로 스마트앵커 조성 기본계획 수립용역 실시 구로구 기계금속 스마트앵커",
    ]


def test_date_is_as_exact_as_the_document_has_it(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "sites")
    started = timeline(page)["스마트앵커 기본계획 수립 및 운영 준비"]
    assert [text.split()[0] for text in started[:2]] == ["2018.3.", "2018.5.16."]
    assert '<time datetime="2018-03">2018.3.</time>' in page
    assert '<time datetime="2018-05-16">2018.5.16.</time>' in page
    assert "2020.5.~9. 개봉 메이커스페이스 사업화 모델 발굴 용역 추진" in text_of(page)


def test_planned_is_said_in_words(first_document: Program, signed_in: SignedIn) -> None:
    planned = [
        text
        for milestones in timeline(shown(signed_in("manager"), "sites")).values()
        for text in milestones
        if text.split()[1] == "예정"
    ]
    assert planned == ["2020.12. 예정 창신 스마트솔루션앵커 조성 완료 예정 창신 스마트 솔루션 앵커"]


def test_dates_in_english(first_document: Program, signed_in: SignedIn) -> None:
    response = signed_in("manager").get(
        "/programs/smart-anchor/reports/sites/", headers={"accept-language": "en"}
    )
    text = text_of(response.content.decode())
    for words in ("March 2018", "16 May 2018", "May 2020 to September 2020", "December 2020 planned"):
        assert words in text


def test_one_site_shows_its_own_milestones_and_items_and_counts_the_hidden(
    first_document: Program, signed_in: SignedIn
) -> None:
    page = shown(signed_in("manager"), "sites", "?site=mapo-design-publishing")
    assert [text for milestones in timeline(page).values() for text in milestones] == [
        "2019.3. 사업 대상지 선정 : 도봉 양말, 마포 디자인출판 마포구 디자인출판 스마트앵커 , 도봉 양말",
        "2019.9. 시 투자심사 추진 : 마포 디자인출판 마포구 디자인출판 스마트앵커",
        "2020.6. 마포구 국비(중기부 국고보조금) 25억원 확보 마포구 디자인출판 스마트앵커",
    ]
    total = Milestone.objects.count()
    assert f"다른 대상지의 추진경위 {total - 3}건은 표시하지 않았습니다." in text_of(page)
    assert items(page) == {
        "마포구 디자인출판 스마트앵커": [
            "마포구 스마트앵커 조성비(공사비) 803,000,000 2021년 예산(차수 미표기, 작성 중) 자치단체자본보조"
        ]
    }
    # Of 8 line items and 7 amounts without line items, one is seen.
    assert "다른 대상지의 항목 14건은 표시하지 않았습니다." in text_of(page)


def test_what_names_no_site_can_be_asked_for(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "sites", "?site=unassigned")
    assert list(timeline(page)) == ["스마트앵커 기본계획 수립 및 운영 준비"]
    assert list(items(page)) == ["대상지 미지정"]
    assert len(items(page)["대상지 미지정"]) == 3 + 7


def test_budgets_stand_below_with_their_unassigned_rest(first_document: Program, signed_in: SignedIn) -> None:
    budgets = section(shown(signed_in("manager"), "sites"), "budgets")
    rows = [text_of(row) for row in re.findall(r"<tr\b.*?</tr>", budgets, re.S)]
    assert rows[0] == "대상지 2020년 예산(차수 미표기, 작성 중) 2021년 예산(차수 미표기, 작성 중)"
    assert "개봉 메이커스페이스 – 2,888,200 3건" in rows
    assert rows[-2:] == [
        "대상지 미지정 5,036,880 산출근거 항목 없음 2,461,987 3건",
        "계 5,036,880 7,224,187",
    ]
    assert "sort=" not in budgets


def test_table_of_the_sites_stays_whole_when_one_is_chosen(
    first_document: Program, signed_in: SignedIn
) -> None:
    client = signed_in("manager")
    whole, one = (
        re.findall(r"<tbody>(.*?)</tbody>", shown(client, "sites", query), re.S)[0].count("<tr")
        for query in ("", "?site=jung-printing")
    )
    assert whole == one == 12


def test_choice_of_a_site_keeps_the_rest_of_the_address(first_document: Program, signed_in: SignedIn) -> None:
    page = shown(signed_in("manager"), "sites", "?area_kind=plot&year=2021&sort=area")
    form = section(page, "items")
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))
    assert kept == {"area_kind": "plot", "year": "2021", "sort": "area"}
    assert "?area_kind=plot&amp;year=2021&amp;sort=area&amp;site=jung-printing#milestones" in page


def test_json_keeps_each_quotient_and_says_what_differs(first_document: Program, signed_in: SignedIn) -> None:
    response = signed_in("manager").get("/programs/smart-anchor/reports/sites/?format=json")
    rows = {row["key"]: row for row in response.json()["rows"]}
    assert rows["jung-printing"]["figures"]["cost_per_area"] == 26_000_000  # 31,200,000,000 / 1,200
    assert rows["jung-printing"]["notes"] == {
        "area": "area_unknown",
        "status": "appraised",
        "cost_per_area": "area_kinds_differ",
    }
    assert "cost_per_area" not in rows["gaebong-makerspace"]["notes"]


def test_programme_without_sites_or_milestones_says_so(first_document: Program, signed_in: SignedIn) -> None:
    first_document.grants.all().delete()
    YearlyAllocation.objects.filter(version__fiscal_year=2021).delete()
    ProgramSite.objects.all().delete()
    Milestone.objects.all().delete()
    page = text_of(shown(signed_in("manager"), "sites"))
    assert "이 세부사업에는 등록된 대상지가 없습니다." in page
    assert "추진경위가 아직 입력되지 않았습니다." in page


def test_site_without_anything_says_so(first_document: Program, signed_in: SignedIn) -> None:
    site = Site.objects.create(slug="new-hall", name="새 회관")
    ProgramSite.objects.create(program=first_document, site=site, position=99)
    page = text_of(shown(signed_in("manager"), "sites", "?site=new-hall"))
    assert "이 대상지로 편성된 항목이 없습니다." in page
    assert "이 대상지의 추진경위는 입력되지 않았습니다." in page


def test_milestone_without_a_track_stands_under_its_own_heading(
    first_document: Program, signed_in: SignedIn
) -> None:
    Milestone.objects.create(
        program=first_document, happened_on=date(2021, 2, 3), precision="day", text="<준공> & 개소"
    )
    page = shown(signed_in("manager"), "sites")
    assert timeline(page)["그 밖의 추진경위"] == ["2021.2.3. <준공> & 개소"]


def test_changes_since_the_edition_before_stand_with_their_reasons(
    first_document: Program, signed_in: SignedIn
) -> None:
    client, document = signed_in("manager"), Document.objects.get()
    assert 'aria-labelledby="changes"' not in shown(client, "sites")
    version = document.version
    version.pk, version.kind, version._state.adding = None, "final", True
    version.save()
    later = Document.objects.create(slug="last", program=first_document, version=version, title="최종")
    hall = Site.objects.get(slug="jungnang-sewing")
    DocumentSite.objects.create(
        document=later, site=hall, construction_cost=20_400_000_000, change_reason="<설계> 변경"
    )
    changes = text_of(section(shown(client, "sites", "?version=2021-final"), "changes"))
    assert "18,600 20,400 1,800" in changes
    assert "<설계> 변경" in changes
    assert "조성비(이전 설명서)" in changes
    assert 'aria-labelledby="changes"' not in shown(client, "sites", "?version=2021-original")
