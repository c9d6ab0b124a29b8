"""What the 2022 document prints in its own right, on its reports and on paper; the 2021 one stays as it was."""

import pytest
from django.test import Client

from tests.ledger.edition_2022.figures import M, cells, column, report, won
from tests.ledger.form import rows_by_label
from tests.ledger.views.printed import article, shown

PLAN_2022 = {
    #          계, ~2020, 2021, 2022, 2023~
    "total": (69_416, 12_411, 7_212, 5_762, 44_031),
    "201-01": (68 + 1_700 + 1_820 + 0, 68, 1_700, 1_820, 0),
    "201-02": (225 + 450 + 450, 225, 450, 450, None),
    "207-01": (68 + 0 + 60 + 0, 68, 0, 60, 0),
    "308-01": (745 + 300 + 400, 745, 300, 400, None),
    "401-01": (243 + 579 + 620, 243, 579, 620, None),
    "401-02": (10 + 12, None, 10, 12, None),
    "403-01": (11_062 + 1_874 + 2_400 + 44_031, 11_062, 1_874, 2_400, 44_031),
    "405-01": (2_299, None, 2_299, None, None),
}
PLAN_2023 = {
    #          계, ~2021, 2022 (최종예산 + 전년이월), 2023, 2024~
    "total": (72_721, 19_211, 5_812 + 300, 5_817, 41_581),
    "201-01": (1_768 + 1_850 + 1_850 + 0, 68 + 1_700, 1_850, 1_850, 0),
    "201-02": (675 + 430 + 430, 225 + 450, 430, 430, None),
    "207-01": (68 + 0, 68 + 0, None, None, 0),
    "308-01": (1_045 + 450 + 450, 745 + 300, 450, 450, None),
    "401-01": (522 + 820 + 520, 243 + 579 - 300, 520 + 300, 520, None),
    "401-02": (10 + 12 + 12, 10, 12, 12, None),
    "403-01": (12_824 + 2_450 + 2_450 + 41_581, 11_062 + 1_874 - 112, 2_450, 2_450, 41_581),
    "405-01": (2_299 + 100 + 100, 2_299, 100, 100, None),
    "802-01": (5, None, None, 5, None),
}


@pytest.mark.parametrize(
    ("version", "plan", "columns"),
    [
        ("2022-original", PLAN_2022, ("total", "through-2020", "2021", "2022", "from-2023")),
        # A version without a document of its own shows that of its year.
        ("2022-supplementary-2", PLAN_2022, ("total", "through-2020", "2021", "2022", "from-2023")),
        ("2023-request", PLAN_2023, ("total", "through-2021", "2022", "2023", "from-2024")),
    ],
)
def test_investment_plan(
    version: str, plan: dict[str, tuple[int | None, ...]], columns: tuple[str, ...], client: Client
) -> None:
    rows = report(client, "investment-plan", version)
    assert {key: tuple(row[column] for column in columns) for key, row in rows.items()} == {
        key: tuple(None if amount is None else amount * M for amount in amounts)
        for key, amounts in plan.items()
    }
    for at, name in enumerate(columns):
        parts = [amounts[at] or 0 for key, amounts in plan.items() if key != "total"]
        assert plan["total"][at] == sum(parts), name


def test_national_money_of_the_plan(client: Client) -> None:
    national = report(client, "investment-plan", "2022-original")["total"]
    keys = ("total_national", "through-2020_national", "2021_national", "2022_national", "from-2023_national")
    assert cells(national, *keys) == (7_000 + 0 + 700 + 0, 7_000, 0, 700, 0)
    national = report(client, "investment-plan", "2023-request")["total"]
    keys = ("total_national", "through-2021_national", "2022_national", "2023_national", "from-2024_national")
    assert cells(national, *keys) == (7_000 + 975 + 975 + 0, 7_000, 975, 975, 0)


def test_schedule(client: Client) -> None:
    rows = report(client, "schedule", "2022-original")
    assert {key: row["amount"] for key, row in rows.items()} == won(
        {
            "total": 5_762,
            "line-1": 1_800,
            "line-2": 20,
            "line-3": 450,
            "line-4": 400,
            "line-5": 2_400,
            "line-6": 620 + 12,
            "line-7": 60,
        }
    )
    assert cells(rows["line-6"], "401-01", "401-02", "201-01") == (620, 12, None)
    assert cells(rows["total"], "201-01", "403-01") == (1_800 + 20, 2_400)


def test_overview_and_progress(client: Client) -> None:
    rows = report(client, "overview", "2022-original")
    assert cells(rows["total-cost"], "total", "national", "city") == (69_416, 7_700, 61_716)
    assert cells(rows["year-cost"], "total", "national", "city") == (5_762, 700, 5_062)
    progress = report(client, "cost-progress", "2022-original")["total"]
    assert cells(progress, "invested", "budgeted", "cumulative", "total_cost") == (
        12_411,
        7_212 + 5_762,
        12_411 + 7_212 + 5_762,
        69_416,
    )
    # 12,411 / 69,416
    assert progress["invested_share"] == "17.879163"


def test_sites_of_the_edition(client: Client) -> None:
    rows = report(client, "sites", "2022-original")
    keys = ("construction_cost", "national_grant", "current", "floors_above")
    assert cells(rows["jungnang-sewing"], *keys) == (20_400, 2_500, None, 7)
    assert cells(rows["jung-printing"], *keys) == (31_200, 2_000, 1_500, 12)
    # What was secured in the year of the edition counts, whenever that was.
    assert cells(rows["mapo-design-publishing"], *keys) == (19_000, 2_500 + 500 + 250, 900, 5)
    assert cells(rows["unassigned"], *keys[1:3]) == (200 + 25, 1_820 + 450 + 60 + 400)
    assert cells(rows["total"], *keys[:3]) == (134_000 + 1_800, 7_000 + 975, 5_762)
    current = column(client, "sites", "2022-supplementary-1", "current")
    assert current == won(
        {
            "jung-printing": 1_300,
            "mapo-design-publishing": 1_150,
            "gaebong-makerspace": 520 + 12,
            "unassigned": 1_850 + 450 + 60 + 400,
            "total": 5_742,
        }
    )


def test_what_changed_of_a_site_and_why(client: Client) -> None:
    rows = report(client, "site-editions", "2022-original")
    sewing = rows["jungnang-sewing"]
    assert cells(sewing, "construction_cost_before", "construction_cost", "change") == (18_600, 20_400, 1_800)
    assert (sewing["floors_above_before"], sewing["floors_above"]) == (6, 7)
    assert sewing["change_reason"] == "설계 변경(지상7층)"
    assert cells(rows["total"], "construction_cost_before", "construction_cost", "change") == (
        134_000,
        135_800,
        1_800,
    )
    assert [key for key, row in rows.items() if row["change"] and key != "total"] == ["jungnang-sewing"]


def test_2021_stays_as_it_was(client: Client) -> None:
    before = "2021-original"
    assert report(client, "sites", before)["jungnang-sewing"]["construction_cost"] == 18_600 * M
    assert column(client, "sites", before, "construction_cost")["total"] == 134_000 * M
    plan = report(client, "investment-plan", before)["total"]
    keys = ("total", "through-2019", "2020", "2021", "from-2022")
    assert cells(plan, *keys) == (66_230, 7_311, 5_264, 7_224, 46_431)
    assert cells(report(client, "overview", before)["total-cost"], "total", "national") == (66_230, 7_000)
    assert column(client, "budget-summary", before, "current")["total"] == 7_224_187_000
    page = article(shown(client, f"?version={before}"))
    assert "거점성장추진단" in page
    assert "제조산업혁신과" not in page
    assert "제조산업혁신과" in article(shown(client, "?version=2022-original"))


# On paper, in 천원 and in the form's rounding


def test_paper_of_the_original_budget(client: Client) -> None:
    page = shown(client, "?version=2022-original")
    summary = rows_by_label(page, "summary")
    assert summary["계"] == [
        ["(x-)", "7,224,187"],
        ["(x700,000)", "5,762,000"],
        ["(x700,000)", "△1,462,187"],
        # 1,462,187 / 7,224,187 = 20.24 %
        ["(x100)*", "△20"],
    ]
    assert summary["연구용역비"] == [["(x-)", "0"], ["(x-)", "60,000"], ["(x-)", "60,000"], ["(x-)", "100*"]]
    assert summary["자산및물품취득비"][1:] == [["(x-)", "0"], ["(x-)", "△2,299,200"], ["(x-)", "△100"]]
    basis = rows_by_label(page, "basis")
    assert basis["사무관리비"] == [["○ 시설관리 운영 150,000,000원×12월"], ["= 1,800,000천원"]]
    plan = rows_by_label(page, "plan")
    assert plan["계"][:5] == [
        ["(x7,700)", "69,416"],
        ["(x7,000)", "12,411"],
        ["(x-)", "7,212"],
        ["(x700)", "5,762"],
        ["(x-)", "44,031"],
    ]
    schedule = rows_by_label(page, "schedule")
    assert schedule["계"][1] == ["5,762,000"]
    assert schedule["운영모델 연구용역"][:2] == [["2022.03~2022.08"], ["60,000"]]
    settled = rows_by_label(page, "settlement")
    assert [settled["2021"][at][-1] for at in (0, 3, 4, 5, 7)] == [
        "7,212,200",
        "7,212,200",
        "6,800,000",
        "300,000",
        "112,200",
    ]
    assert "총 69,416,000천원 (국비) 7,700,000천원 (시비) 61,716,000천원" in article(page)


def test_paper_of_a_supplementary_budget(client: Client) -> None:
    page = shown(client, "?version=2022-supplementary-1")
    summary = rows_by_label(page, "summary")
    assert summary["계"] == [
        ["(x950,000)", "6,012,000"],
        ["(x950,000)", "5,742,000"],
        ["(x-)", "△270,000"],
        ["(x-)", "△4"],
    ]
    assert summary["감리비"] == [["(x-)", "12,000"], ["(x-)", "12,000"], ["(x-)", "0"], ["(x-)", "0"]]
    basis = rows_by_label(page, "basis")
    changed = "○ 시설관리 운영 증감(B-A): 2,500,000원×12월 기정예산액: 150,000,000원×12월"
    assert basis[changed] == [["(x-)", "1,830,000"], ["(x-)", "1,800,000"], ["(x-)", "30,000"]]
    changed = "○ 중구 스마트앵커 조성비(공사비) 증감(B-A): △200,000,000원×1식"
    assert basis[changed] == [["(x-)", "1,300,000"], ["(x-)", "1,500,000"], ["(x-)", "△200,000"]]
    assert basis["계"][1:] == [["(x950,000)", "5,742,000"], ["(x950,000)", "6,012,000"], ["(x-)", "△270,000"]]


def test_paper_of_the_final_budget_prints_no_formula_of_a_change_as_that_of_the_whole(client: Client) -> None:
    page = shown(client, "?version=2022-final&base=2021-final")
    summary = rows_by_label(page, "summary")
    assert summary["계"] == [
        ["(x-)", "7,212,200"],
        ["(x975,000)", "5,812,000"],
        ["(x975,000)", "△1,400,200"],
        ["(x100)*", "△19"],
    ]
    basis = rows_by_label(page, "basis")
    assert basis["사무관리비"] == [["○ 시설관리 운영 1,830,000,000"], ["= 1,830,000천원"]]
    assert basis["시설비"] == [["○ 개봉 메이커스페이스 조성 520,000,000"], ["= 520,000천원"]]
    assert "최종예산" in article(page)


def test_paper_of_2023_shows_how_2022_was_settled(client: Client) -> None:
    settled = rows_by_label(shown(client, "?version=2023-request"), "settlement")
    # 최종예산, 전년이월, 예산변경, 예산현액, 집행액, 차년이월, 보조금반납금, 집행잔액
    assert settled["2022"][:8] == [
        ["(x975,000)", "5,812,000"],
        ["(x-)", "300,000"],
        ["(x-)", "40,000"],
        ["(x975,000)", "6,152,000"],
        ["(x820,000)", "5,237,000"],
        ["(x150,000)", "740,000"],
        ["(x5,000)", "5,000"],
        ["(x-)", "170,000"],
    ]
