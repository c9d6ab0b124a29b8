"""Deadlines as a calendar that other programs read (iCalendar, RFC 5545): names and days, no figure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext
from icalendar import Alarm, Calendar, Event

from ledger.figures.deadlines import Deadline
from ledger.words.deadlines import year_of

PRODID = "-//Smart Anchor Ledger//Deadlines//KO"
DOMAIN = "deadlines.smart-anchor-ledger"
"""What makes the names of the events ours: the same at every address of the ledger."""

AT_WORK = timedelta(hours=9)
"""When on its day a reminder is given."""


def calendar_file(deadlines: Iterable[Deadline], now: datetime) -> bytes:
    """The calendar as it is sent: events of whole days, each with a reminder before it."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", gettext("Budget deadlines"))
    # What older programs read in place of NAME and REFRESH-INTERVAL; a day without a time is that of Seoul.
    calendar.add("x-wr-calname", gettext("Budget deadlines"))
    calendar.add("x-wr-timezone", "Asia/Seoul")
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for one in deadlines:
        calendar.add_component(event(one, now))
    sent: bytes = calendar.to_ical()
    return sent


def event(deadline: Deadline, now: datetime) -> Event:
    """A deadline as an event of its day, which keeps nobody from other business."""
    name = f"{deadline.rule.name} ({year_of(deadline)})"
    found = Event()
    found.add("uid", f"{deadline.key}@{DOMAIN}")
    found.add("dtstamp", now)
    found.add("dtstart", deadline.day)
    found.add("dtend", deadline.day + timedelta(days=1))
    found.add("summary", name)
    if deadline.rule.basis:
        found.add("description", deadline.rule.basis)
    found.add("transp", "TRANSPARENT")
    found.add_component(reminder(name, deadline.rule.remind_days))
    return found


def reminder(name: str, days: int) -> Alarm:
    """A reminder in the morning, so many days before."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", AT_WORK - timedelta(days=days))
    return alarm
