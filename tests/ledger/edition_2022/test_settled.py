"""How 2021 and 2022 were settled: 결산, 결산 흐름, 예산변경, 이월, 반납, as the edition of 2023 shows it."""

from django.test import Client

from tests.ledger.edition_2022.figures import cells, column, report, won
from tests.ledger.edition_2022.story import SETTLED

EDITION = "2023-request"


def test_settlement_of_the_programme(client: Client) -> None:
    rows = report(client, "settlement", EDITION)
    # 5,812 + 300 + 40 = 6,152 = 5,237 + 740 + 5 + 170
    assert cells(rows["2022"], *SETTLED) == (5_812, 300, 40, 6_152, 5_237, 740, 5, 170)
    assert cells(rows["2022-national"], *SETTLED) == (975, 0, 0, 975, 820, 150, 5, 0)
    assert cells(rows["2021"], *SETTLED) == (7_212.2, 0, 0, 7_212.2, 6_800, 300, 0, 112.2)
    # 5,036.88 + 227.444 = 5,264.324 = 5,100.324 + 164
    assert cells(rows["2020"], *SETTLED) == (5_036.88, 227.444, 0, 5_264.324, 5_100.324, 0, 0, 164)
    # 5,237 / 6,152
    assert rows["2022"]["execution_rate"] == "85.126788"


def test_settlement_by_subject(client: Client) -> None:
    rows = report(client, "settlement", EDITION, by="subject")
    assert cells(rows["2022-201-01"], *SETTLED) == (1_850, 0, 15, 1_865, 1_840, 0, 0, 25)
    assert cells(rows["2022-201-02"], *SETTLED) == (430, 0, -15, 415, 400, 0, 0, 15)
    assert cells(rows["2022-401-01"], *SETTLED) == (520, 300, 40, 860, 500, 340, 0, 20)
    assert rows["2022-201-02"]["unspent_reason"] == "절감"
    for cell in SETTLED:
        of_subjects = [
            row[cell] for key, row in rows.items() if key.startswith("2022-") and not key.endswith("national")
        ]
        assert len(of_subjects) == 7
        assert sum(of_subjects) == rows["2022"][cell]


def test_settlement_of_the_year_is_none_of_its_own_edition(client: Client) -> None:
    years = {key[:4] for key in report(client, "settlement", "2022-final")}
    assert years == {"2019", "2020", "2021"}


def test_from_budget_to_what_is_left(client: Client) -> None:
    rows = report(client, "settlement-bridge", EDITION)
    total = {key: row["total"] for key, row in rows.items() if key.startswith("2022-")}
    assert total == won(
        {
            "2022-final_budget": 5_812,
            "2022-carried_in": 300,
            "2022-budget_change": 40,
            "2022-current_budget": 6_152,
            "2022-executed": 5_237,
            "2022-carried_out": 740,
            "2022-subsidy_refund": 5,
            "2022-unspent": 170,
        }
    ) | {"2022-next_carried_in": None}
    assert cells(rows["2021-next_carried_in"], "total") == (300,)
    assert cells(rows["2022-carried_out"], "national", "other") == (150, 590)
    # 740 / 6,152
    assert rows["2022-carried_out"]["share"] == "12.028609"


def test_movements(client: Client) -> None:
    rows = report(client, "movements", "2022-final")
    assert cells(rows["line-1"], "kind", "from", "to", "amount", "net") == (
        "virement",
        "공공운영비",
        "사무관리비",
        15,
        0,
    )
    assert cells(rows["line-2"], "kind", "from", "to", "amount", "net") == (
        "contingency",
        None,
        "시설비",
        40,
        40,
    )
    assert cells(rows["2022-q3"], "amount", "net") == (15, 0)
    assert cells(rows["2022-q4"], "amount", "net") == (40, 40)
    assert cells(rows["2022"], "amount", "net") == (15 + 40, 0 + 40)


def test_carry_overs(client: Client) -> None:
    rows = report(client, "carry-overs", EDITION)
    kinds = ("declared", "committed", "total")
    assert cells(rows["2021"], *kinds) == (300, None, 300)
    assert cells(rows["2022-401-01"], *kinds) == (100, 240, 340)
    assert cells(rows["2022-403-01"], *kinds) == (400, None, 400)
    assert cells(rows["2022"], *kinds) == (100 + 400, 240, 740)
    assert rows["2022"]["total_national"] == 150_000_000
    # Of the 300 that came in as 명시이월 240 go on.
    again = [row for row in rows.values() if row["carried_before"]]
    assert [cells(row, "carried_before", "committed") for row in again] == [("declared", 240)]


def test_refund_of_subsidies(client: Client) -> None:
    rows = report(client, "subsidy-refunds", EDITION)
    # What is left is 5 to be paid back and 5 unspent of 450; half of the 450 is national.
    project = rows["2022-308-01"]
    assert cells(project, "left", "current_budget", "national_budget", "due", "subsidy_refund") == (
        10,
        450,
        225,
        5,
        5,
    )
    # 175,000,000 × 975 / 6,152 = 27,734,883.0…, less than 10 won dropped
    assert rows["2022"]["left"] == 175_000_000
    assert rows["2022"]["due"] == 27_734_880
    # It is allotted in 2023.
    assert column(client, "budget-summary", EDITION, "current")["802-01"] == 5_000_000


def test_current_budget_of_the_year_in_execution(client: Client) -> None:
    rows = report(client, "execution", "2022-final")
    keys = ("current", "carried_in", "current_budget")
    assert cells(rows["total"], *keys) == (5_812, 300, 5_812 + 300 + 40)
    assert cells(rows["401-01"], *keys) == (520, 300, 520 + 300 + 40)
    assert cells(rows["201-02"], *keys) == (430, 0, 430 - 15)
    # 2023 is not settled: its budget and what 2022 carries out.
    rows = report(client, "execution", EDITION)
    assert cells(rows["total"], *keys) == (5_817, 740, 5_817 + 740)
    assert cells(rows["403-01"], *keys) == (2_450, 400, 2_850)


def test_a_budget_compared_with_what_the_year_before_had(client: Client) -> None:
    rows = report(client, "budget-summary", EDITION, base="2022-available")
    assert cells(rows["total"], "prior", "current", "change") == (6_152, 5_817, -335)
    assert cells(rows["401-01"], "prior", "current", "change") == (860, 520, -340)
    rows = report(client, "budget-summary", "2022-final", base="2021-available")
    assert cells(rows["total"], "prior", "change") == (7_212.2, -1_400.2)
