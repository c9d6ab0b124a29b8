"""The calendar of deadlines as other programs read it: parsed back, and at addresses that leak nothing."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.test import Client
from icalendar import Calendar

from ledger.figures.deadlines import DeadlineRule, deadlines_of
from ledger.models import BudgetLineItem, CalendarAddress, Deadline, Program
from ledger.views.start.calendar_file import calendar_file
from tests.people import Person, SignedIn

NOW = datetime(2021, 10, 1, 3, 0, tzinfo=UTC)
RULE = DeadlineRule(
    "report", "분기 보고; 시의회, 위원회", "지방재정법 제49조", 4, None, is_quarterly=True, remind_days=14
)


def parsed(body: bytes) -> Any:
    return Calendar.from_ical(body)


def my_address(client: Client, do: str = "renew") -> str | None:
    """Press the button of the page, and read the address that it shows then; None where it shows none."""
    page = client.post("/deadlines/", {"do": do}, follow=True).content.decode()
    _, found, rest = page.partition('readonly value="')
    return urlsplit(rest.partition('"')[0]).path if found else None


class TestFile:
    def test_each_deadline_is_a_whole_day_with_a_name_that_stays(self) -> None:
        calendar = parsed(calendar_file(deadlines_of(RULE, 2021), NOW))
        events = calendar.walk("VEVENT")
        assert [(one["UID"], one.decoded("DTSTART"), one.decoded("DTEND")) for one in events] == [
            ("report-2021-1@deadlines.smart-anchor-ledger", date(2021, 4, 30), date(2021, 5, 1)),
            ("report-2021-2@deadlines.smart-anchor-ledger", date(2021, 7, 31), date(2021, 8, 1)),
            ("report-2021-3@deadlines.smart-anchor-ledger", date(2021, 10, 31), date(2021, 11, 1)),
            ("report-2021-4@deadlines.smart-anchor-ledger", date(2022, 1, 31), date(2022, 2, 1)),
        ]
        assert events[2]["SUMMARY"] == "분기 보고; 시의회, 위원회 (2021회계연도 3분기)"
        assert events[2]["DESCRIPTION"] == "지방재정법 제49조"
        assert events[2].decoded("DTSTAMP") == NOW
        assert (calendar["VERSION"], calendar["X-WR-TIMEZONE"]) == ("2.0", "Asia/Seoul")
        assert calendar["PRODID"]

    def test_its_reminder_comes_in_the_morning_so_many_days_before(self) -> None:
        event = parsed(calendar_file(deadlines_of(RULE, 2021), NOW)).walk("VEVENT")[0]
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        day = datetime(2021, 4, 30)
        assert day + alarm.decoded("TRIGGER") == datetime(2021, 4, 30 - 14, 9, 0)

    def test_lines_end_and_fold_as_the_standard_says(self) -> None:
        body = calendar_file(deadlines_of(RULE, 2021), NOW)
        lines = body.split(b"\r\n")
        assert lines[-1] == b""
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(map(len, lines)) <= 75
        assert any(line.startswith(b" ") for line in lines)

    def test_a_calendar_without_deadlines_is_one_all_the_same(self) -> None:
        assert parsed(calendar_file([], NOW)).walk("VEVENT") == []


class TestOfTheReader:
    def test_it_holds_what_is_in_use_and_no_figure(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        Deadline.objects.filter(slug="budget-vote").update(is_active=False)
        answer = signed_in("manager").get("/deadlines.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "no-store, private"
        names = {str(one["SUMMARY"]).partition(" (")[0] for one in parsed(answer.content).walk("VEVENT")}
        assert names == set(Deadline.objects.filter(is_active=True).values_list("name", flat=True))
        text = answer.content.decode()
        assert first_document.name not in text
        assert BudgetLineItem.objects.values_list("description", flat=True)[0] not in text

    def test_who_looks_at_no_deadlines_gets_none(self, first_document: Program, signed_in: SignedIn) -> None:
        client = signed_in("admin")
        assert [client.get(path).status_code for path in ("/deadlines/", "/deadlines.ics")] == [403, 403]
        assert client.post("/deadlines/", {"do": "renew"}).status_code == 403
        assert not CalendarAddress.objects.exists()

    def test_who_is_not_signed_in_is_sent_to_the_login(self, db: None) -> None:
        assert Client().get("/deadlines.ics").status_code == 302


class TestAddress:
    def test_a_program_fetches_it_without_signing_in(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        assert my_address(client, "remove") is None
        address = my_address(client)
        assert address is not None
        answer = Client().get(address)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store, private")
        assert len(parsed(answer.content).walk("VEVENT")) == len(
            parsed(client.get("/deadlines.ics").content).walk("VEVENT")
        )

    def test_a_renewed_or_removed_address_leads_nowhere(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        first = my_address(client)
        second = my_address(client)
        assert first != second
        assert [Client().get(str(one)).status_code for one in (first, second)] == [404, 200]
        assert my_address(client, "remove") is None
        assert Client().get(str(second)).status_code == 404

    def test_each_person_has_an_own_one(self, first_document: Program, signed_in: SignedIn) -> None:
        finance, manager = my_address(signed_in("finance")), my_address(signed_in("manager"))
        assert finance != manager
        assert my_address(signed_in("auditor"), "remove") is None
        assert [Client().get(str(one)).status_code for one in (finance, manager)] == [200, 200]

    @pytest.mark.parametrize("change", [{"is_active": False}, {"groups": []}])
    def test_who_may_not_look_any_more_has_none(
        self, change: dict[str, Any], first_document: Program, signed_in: SignedIn
    ) -> None:
        address = my_address(signed_in("finance"))
        person = User.objects.get(username="finance")
        if "groups" in change:
            person.groups.clear()
        else:
            User.objects.filter(pk=person.pk).update(**change)
        assert Client().get(str(address)).status_code == 404

    def test_what_the_database_holds_is_no_address(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        address = str(my_address(signed_in("finance")))
        nonce = CalendarAddress.objects.get().nonce
        token = address.removeprefix("/deadlines/").removesuffix(".ics")
        assert token.startswith(nonce)
        wrong = [
            nonce,
            f"{nonce}.",
            f"{nonce}.x",
            token[:-1],
            f"{token}x",
            f"x{token}",
            "1",
            "%00",
            "가" * 300,
        ]
        answers = [Client().get(f"/deadlines/{one}.ics") for one in wrong]
        assert {one.status_code for one in answers} <= {400, 404}
        assert not any("finance" in one.content.decode() for one in answers)

    def test_a_wrong_address_is_answered_alike_whatever_is_wrong(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        gone = str(my_address(client))
        my_address(client)
        never = gone[:-6] + "xx.ics"
        answers = [Client().get(one) for one in (gone, never)]
        assert [one.status_code for one in answers] == [404, 404]
        pages = [re.sub(r'value="\w{64}"', "", one.content.decode()) for one in answers]
        assert pages[0].replace(gone, "") == pages[1].replace(never, "")

    def test_no_duty_shows_the_addresses_of_others(self, person: Person) -> None:
        assert not person("admin").has_perm("ledger.view_calendaraddress")
        assert not person("finance").has_perm("ledger.view_calendaraddress")

    def test_a_form_that_says_nothing_changes_nothing(
        self, first_document: Program, signed_in: SignedIn
    ) -> None:
        client = signed_in("finance")
        answers = [client.post("/deadlines/", sent).status_code for sent in ({}, {"do": ""}, {"do": "\0"})]
        assert answers == [400, 400, 400]
        assert not CalendarAddress.objects.exists()

    def test_a_reminder_on_the_day_itself_comes_that_morning(self) -> None:
        rule = DeadlineRule("vote", "의결", "", 12, 16)
        (alarm,) = parsed(calendar_file(deadlines_of(rule, 2021), NOW)).walk("VALARM")
        assert alarm.decoded("TRIGGER") == timedelta(hours=9)
