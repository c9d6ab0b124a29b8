"""Each version of 2022: what it holds with what it carries, and its change against each base that it is asked for."""

import re

import pytest
from django.test import Client

from ledger.models import BudgetLineItem
from tests.ledger.edition_2022.doors import PROGRAM, version_of
from tests.ledger.edition_2022.figures import cells, column, report, won

CURRENT: dict[str, dict[str, float]] = {
    "2022-original": {
        "total": 5_762,
        "201-01": 1_800 + 20,
        "201-02": 450,
        "207-01": 60,
        "308-01": 400,
        "401-01": 620,
        "401-02": 12,
        "403-01": 1_500 + 900,
    },
    "2022-deemed": {
        "total": 5_762 + 250,
        "201-01": 1_820,
        "201-02": 450,
        "207-01": 60,
        "308-01": 400,
        "401-01": 620,
        "401-02": 12,
        "403-01": 1_500 + (900 + 250),
    },
    "2022-supplementary-1": {
        "total": 6_012 + 30 - 100 - 200,
        "201-01": (1_800 + 30) + 20,
        "201-02": 450,
        "207-01": 60,
        "308-01": 400,
        "401-01": 620 - 100,
        "401-02": 12,
        "403-01": (1_500 - 200) + 1_150,
    },
    "2022-supplementary-2": {
        "total": 5_742 - 60 + 50 + 100,
        "201-01": 1_850,
        "201-02": 450,
        "207-01": 0,
        "308-01": 400 + 50,
        "401-01": 520,
        "401-02": 12,
        "403-01": 2_450,
        "405-01": 100,
    },
    "2022-final": {
        "total": 5_832 - 20,
        "201-01": 1_850,
        "201-02": 450 - 20,
        "308-01": 450,
        "401-01": 520,
        "401-02": 12,
        "403-01": 2_450,
        "405-01": 100,
    },
    "2021-final": {
        "total": 7_224.187 - 11.987,
        "201-01": 1_711.987 - 11.987,
        "201-02": 450,
        "308-01": 300,
        "401-01": 579,
        "401-02": 10,
        "403-01": 1_071 + 803,
        "405-01": 2_299.2,
    },
}
NATIONAL = {
    "2022-original": 200 + 500,
    "2022-deemed": 200 + 500 + 250,
    "2022-supplementary-1": 950,
    "2022-supplementary-2": 950 + 25,
    "2022-final": 975,
    "2021-final": 0,
}


@pytest.mark.parametrize("version", CURRENT)
def test_what_a_version_holds(version: str, client: Client) -> None:
    assert column(client, "budget-summary", version, "current") == won(CURRENT[version])
    national = column(client, "budget-summary", version, "current_national")
    assert national["total"] == won({"total": NATIONAL[version]})["total"]
    parts = {row: amount for row, amount in national.items() if amount and row != "total"}
    assert sum(parts.values()) == national["total"]
    assert set(parts) <= {"308-01", "403-01"}


@pytest.mark.parametrize(
    ("version", "base", "change"),
    [
        # 본예산 beside 본예산 and 최종예산 of the year before
        (
            "2022-original",
            "2021-original",
            {
                "total": 5_762 - 7_224.187,
                "201-01": 1_820 - 1_711.987,
                "201-02": 0,
                "207-01": 60,
                "308-01": 400 - 300,
                "401-01": 620 - 579,
                "401-02": 12 - 10,
                "403-01": 2_400 - 1_874,
                "405-01": -2_299.2,
            },
        ),
        (
            "2022-original",
            "2021-final",
            {
                "total": 5_762 - 7_212.2,
                "201-01": 1_820 - 1_700,
                "201-02": 0,
                "207-01": 60,
                "308-01": 100,
                "401-01": 41,
                "401-02": 2,
                "403-01": 526,
                "405-01": -2_299.2,
            },
        ),
        # 기정예산: what a version is based on
        ("2022-deemed", "2022-original", {"total": 250, "403-01": 250}),
        (
            "2022-supplementary-1",
            "2022-deemed",
            {"total": -270, "201-01": 30, "401-01": -100, "403-01": -200},
        ),
        (
            "2022-supplementary-2",
            "2022-supplementary-1",
            {"total": 90, "207-01": -60, "308-01": 50, "405-01": 100},
        ),
        ("2022-final", "2022-supplementary-2", {"total": -20, "201-02": -20}),
        # any earlier one
        (
            "2022-supplementary-1",
            "2022-original",
            {"total": 5_742 - 5_762, "201-01": 30, "401-01": -100, "403-01": 250 - 200},
        ),
        (
            "2022-final",
            "2022-original",
            {
                "total": 5_812 - 5_762,
                "201-01": 30,
                "201-02": -20,
                "207-01": -60,
                "308-01": 50,
                "401-01": -100,
                "403-01": 250 - 200,
                "405-01": 100,
            },
        ),
        (
            "2022-final",
            "2021-final",
            {
                "total": 5_812 - 7_212.2,
                "201-01": 1_850 - 1_700,
                "201-02": 430 - 450,
                "308-01": 450 - 300,
                "401-01": 520 - 579,
                "401-02": 2,
                "403-01": 2_450 - 1_874,
                "405-01": 100 - 2_299.2,
            },
        ),
    ],
)
def test_changes_by_subject(version: str, base: str, change: dict[str, float], client: Client) -> None:
    found = column(client, "variance", version, "change", by="subject", base=base)
    moved = {row: amount for row, amount in found.items() if amount}
    assert moved == {row: amount for row, amount in won(change).items() if amount}
    for by in ("program", "division", "site", "source"):
        assert column(client, "variance", version, "change", by=by, base=base)["total"] == moved["total"]


def test_what_is_compared_unless_a_base_is_asked_for(client: Client) -> None:
    prior = {
        version: column(client, "budget-summary", version, "prior")["total"]
        for version in (*CURRENT, "2023-request")
    }
    assert prior == won(
        {
            "2022-original": 7_224.187,
            "2022-deemed": 5_762,
            "2022-supplementary-1": 6_012,
            "2022-supplementary-2": 5_742,
            "2022-final": 5_832,
            "2021-final": 7_224.187,
            "2023-request": 5_762,
        }
    )


def test_two_bases_stand_side_by_side(client: Client) -> None:
    rows = report(client, "variance", "2022-final", by="subject", base="2022-original", beside="2021-final")
    keys = ("prior", "current", "change", "prior_beside", "change_beside")
    assert cells(rows["total"], *keys) == (5_762, 5_812, 50, 7_212.2, -1_400.2)
    assert cells(rows["201-01"], *keys) == (1_820, 1_850, 30, 1_700, 150)


def test_rates_name_their_base(client: Client) -> None:
    rows = report(client, "budget-summary", "2022-supplementary-1")
    # △270 of 6,012; △100 of 620; a subject that is carried has a change of 0 %.
    assert [rows[key]["rate"] for key in ("total", "401-01", "401-02")] == [
        "-4.491018",
        "-16.129032",
        "0.000000",
    ]
    new = report(client, "budget-summary", "2022-supplementary-2")["405-01"]
    assert (new["prior"], new["change"], new["rate"]) == (None, 100_000_000, None)


def test_what_is_carried_is_never_called_ended(client: Client) -> None:
    page = "/programs/smart-anchor/reports/budget-summary/"
    said = {
        version: client.get(page, {"version": version}).content.decode()
        for version in ("2022-original", "2022-deemed", "2022-supplementary-1", "2022-supplementary-2")
    }
    ended = {version: text.count("종료") for version, text in said.items()}
    assert ended["2022-deemed"] == ended["2022-supplementary-1"] == 0
    # 405-01 in the 본예산, 207-01 in the second 추경
    assert ended["2022-original"] > 0 < ended["2022-supplementary-2"]


def test_what_ended_in_the_budget_so_far_is_gone(client: Client) -> None:
    assert "207-01" not in report(client, "budget-summary", "2022-final")
    assert cells(
        report(client, "budget-summary", "2022-final", base="2022-supplementary-1")["207-01"], "change"
    ) == (-60,)


def test_changes_by_site(client: Client) -> None:
    assert column(client, "variance", "2022-final", "current", by="site") == won(
        {
            "total": 5_812,
            "jung-printing": 1_300,
            "mapo-design-publishing": 900 + 250,
            "gaebong-makerspace": 520 + 12,
            "unassigned": 1_850 + 430 + 450 + 100,
        }
    )
    change = column(client, "variance", "2022-supplementary-1", "change", by="site", base="2022-original")
    assert change == won(
        {
            "total": -20,
            "jung-printing": -200,
            "mapo-design-publishing": 250,
            "gaebong-makerspace": -100,
            "unassigned": 30,
        }
    )


@pytest.mark.parametrize(
    ("version", "national", "bond", "own"),
    [
        ("2022-original", 700, 600, 5_762 - 700 - 600),
        ("2022-deemed", 950, 600, 6_012 - 950 - 600),
        ("2022-supplementary-1", 950, 600, 5_742 - 950 - 600),
        ("2022-supplementary-2", 975, 600, 5_832 - 975 - 600),
        ("2022-final", 975, 600, 5_812 - 975 - 600),
        ("2023-request", 975, 600, 5_817 - 975 - 600),
    ],
)
def test_sources_of_money(version: str, national: int, bond: int, own: int, client: Client) -> None:
    found = column(client, "source-shares", version, "amount")
    expected = {"total": national + bond + own, "national": national, "source-bond": bond, "city": own}
    assert found == won(expected)
    shares = report(client, "source-shares", version)
    assert shares["national"]["share"] == f"{100 * national / (national + bond + own):.6f}"


def test_sources_of_a_year_that_did_not_say_them_are_no_cut(client: Client) -> None:
    rows = report(client, "variance", "2022-original", by="source")
    assert (rows["source-bond"]["prior"], rows["source-bond"]["change"]) == (None, None)
    assert (rows["unassigned"]["prior"], rows["city"]["change"]) == (7_224_187_000, None)
    change = column(client, "variance", "2022-supplementary-1", "change", by="source")
    # The first 추경 takes 30 − 100 − 200 of own money; the bond pays on.
    assert change == won({"total": -270, "national": 0, "source-bond": 0, "city": -270})


def test_basis_of_estimate(client: Client) -> None:
    rows = report(client, "calculation-basis", "2022-final")
    lines = {key: figures["amount"] for key, figures in rows.items() if key.startswith("line-")}
    assert lines == won(
        {
            "line-1": 1_800 + 30,
            "line-2": 20,
            "line-3": 450 - 20,
            "line-4": 400 + 50,
            "line-5": 620 - 100,
            "line-6": 12,
            "line-7": 1_500 - 200,
            "line-8": 900 + 250,
        }
    )
    # 자산및물품취득비 has an amount and no lines.
    assert rows["total"]["amount"] == sum(lines.values()) + 100_000_000
    assert rows["line-8"]["amount_national"] == 750_000_000
    assert rows["line-8"]["site"] == "mapo-design-publishing"


def test_line_items_compared(client: Client) -> None:
    change = column(client, "basis-comparison", "2022-supplementary-1", "change")
    lines = {row: amount for row, amount in change.items() if row.startswith("line-") and amount}
    assert lines == won({"line-1": 30, "line-5": -100, "line-7": -200})
    rows = report(client, "basis-comparison", "2022-final", base="2021-final")
    keys = ("prior", "current", "change")
    assert cells(rows["line-1"], *keys) == (1_700, 1_830, 130)
    # 전문가 자문 is new, whatever the subject had.
    assert cells(rows["line-2"], *keys) == (None, 20, 20)
    assert cells(rows["line-8"], *keys) == (803, 1_150, 347)
    assert cells(rows["total"], *keys) == (7_212.2, 5_812, -1_400.2)


def test_a_year_opened_from_a_final_budget_has_the_basis_only_of_what_no_version_changed(
    client: Client,
) -> None:
    lines = BudgetLineItem.objects.filter(allocation__version=version_of("2023-request"))
    assert {line.description: line.basis for line in lines if line.basis} == {"전문가 자문": "500,000원×40명"}
    asked = {"source": "2022-final", "fiscal_year": "2024", "kind": "request", "sequence": "1"}
    page = client.get(f"{PROGRAM}/open/", asked).content.decode()
    # 시설관리 운영, 개봉, 중구 and 마포 say what their change is made of.
    assert "산출근거 항목 4건의 산출식" in page


def test_years_side_by_side(client: Client) -> None:
    years = report(client, "year-budgets", "2022-supplementary-1")
    assert {year: (row["version"], row["amount"]) for year, row in years.items() if row["version"]} == {
        "2020": ("2020-original", 5_036_880_000),
        "2021": ("2021-final", 7_212_200_000),
        "2022": ("2022-supplementary-1", 5_742_000_000),
    }
    sites = report(client, "site-budgets", "2022-final")
    assert cells(sites["mapo-design-publishing"], "2021", "2022") == (803, 1_150)
    assert cells(sites["gaebong-makerspace"], "2021", "2022") == (579 + 10 + 2_299.2, 532)
    assert cells(sites["total"], "2020", "2021", "2022") == (5_036.88, 7_212.2, 5_812)


def test_start_page_and_page_of_the_programme_show_the_last_word_of_each_year(client: Client) -> None:
    for year, version, base, current, prior in (
        ("2021", "2021-final", "2021-original", 7_212.2, 7_224.187),
        ("2022", "2022-final", "2022-supplementary-2", 5_812, 5_832),
        ("2023", "2023-request", "2022-original", 5_817, 5_762),
    ):
        rows = {
            row["key"]: row["figures"]
            for row in client.get("/", {"year": year, "format": "json"}).json()["rows"]
        }
        anchor = rows["smart-anchor"]
        assert (anchor["version"], anchor["base"]) == (version, base)
        assert cells(anchor, "current", "prior") == (current, prior)
        assert cells(rows["total"], "change") == (round(current - prior, 3),)
    page = client.get("/programs/smart-anchor/", {"year": "2022"}).content.decode()
    assert "2022년 최종예산" in page
    assert "5,812,000" in page
    (menu,) = re.findall(r'<select[^>]*name="version".*?</select>', page, re.S)
    assert re.findall(r'value="(2022-[^"]+)"', menu) == [
        *("2022-original", "2022-deemed", "2022-supplementary-1", "2022-supplementary-2", "2022-final")
    ]
