"""`make same`: does a change of the code's structure leave every answer as it was? Prints; exits 1 where one differs.

Records what the ledger answers (every page as text, every JSON, every Excel file cell by cell, the findings, in both
languages) for the shipped example and for twenty random programmes, first at the commit named by BASE (HEAD by
default), then in this folder, and compares. The clock stands still and everybody's random numbers are the same, so
that nothing but the code can differ. It asks through addresses and commands only: rooms may move freely.
"""

import argparse
import difflib
import hashlib
import html
import io
import logging
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

MOMENT = datetime(2021, 11, 1, 3, 0, tzinfo=UTC)
PROGRAMS = 20
YEARS = (2019, 2020, 2021)
LANGUAGES = ("ko", "en")

REPORTS: dict[str, tuple[str, ...]] = {
    "overview": ("",),
    "budget-summary": (
        "",
        "sort=-change",
        "base=2020-available",
        "unit=hundred_million",
        "base=2019-original",
    ),
    "calculation-basis": ("", "sort=-amount"),
    "investment-plan": ("",),
    "schedule": ("",),
    "settlement": ("", "by=program", "by=subject"),
    "settlement-bridge": ("", "by=subject"),
    "movements": ("",),
    "carry-overs": ("",),
    "subsidy-refunds": ("",),
    "plan-sources": ("",),
    "execution": ("",),
    "sites": ("", "area_kind=floor"),
    "site-budgets": ("",),
    "site-editions": ("",),
    "variance": (
        "by=subject",
        "by=site",
        "by=source",
        "by=program",
        "by=division",
        "top=2&by=site",
        "only=open",
        "base=2020-available&beside=2020-original",
    ),
    "year-budgets": ("",),
    "cost-progress": ("",),
    "source-shares": ("",),
    "basis-comparison": ("", "unchanged=summed", "site=unassigned"),
}
"""Report -> the queries under which it is asked. A literal on purpose: it must hold for the code before and after."""

PAGES = ("", "document/", "brief/", "tie-outs/", "tie-outs/?format=json", "workbook/")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default=os.environ.get("BASE") or "HEAD", help="the commit to compare with")
    parser.add_argument("--record", metavar="FOLDER", help="record the answers of the code in this folder")
    asked = parser.parse_args()
    if asked.record:
        record(Path(asked.record))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        before, after, tree = (Path(scratch) / name for name in ("before", "after", "tree"))
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, asked.base], check=True)
        try:
            recorded_by(tree, before)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], check=True)
        recorded_by(Path.cwd(), after)
        return compared(before, after)


def recorded_by(tree: Path, folder: Path) -> None:
    """Has the code of a folder answer, in a process of its own with a database of its own."""
    settings = {"DATABASE_URL": f"sqlite:///{folder}.sqlite3", "SECRET_KEY": "same", "PYTHONPATH": str(tree)}
    command = [sys.executable, str(Path(__file__).resolve()), "--record", str(folder)]
    subprocess.run(command, cwd=tree, env={**os.environ, **settings}, check=True)


def compared(before: Path, after: Path) -> int:
    """Prints where two records differ; 1 if they do."""
    names = sorted({path.name for folder in (before, after) for path in folder.iterdir()})
    differ = 0
    for name in names:
        texts = [
            (folder / name).read_text() if (folder / name).exists() else "" for folder in (before, after)
        ]
        if texts[0] == texts[1]:
            continue
        differ += 1
        if differ <= 10:
            print(f"\n{name}")
            was, now = (text.splitlines() for text in texts)
            lines = difflib.unified_diff(was, now, "before", "after", n=0, lineterm="")
            print("\n".join(line[:240] for line in list(lines)[:12]))
    print(f"{len(names)} answers, {differ} differ.")
    return int(differ > 0)


def record(folder: Path) -> None:
    """A file for each answer of the code in the working folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartanchor.settings"
    # This file's own folder is no place to import from.
    sys.path[0] = os.getcwd()
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    timezone.now = lambda: MOMENT
    # What an address asks that a random programme has not is refused, and the refusal recorded: no need to say it too.
    logging.disable()
    folder.mkdir()
    with open(os.devnull, "w") as nowhere:
        call_command("demo", stdout=nowhere)
    slugs = ["smart-anchor", *draw(random.Random(0))]
    for number, (name, answer) in enumerate(answers(slugs)):
        short = re.sub(r"[^a-z0-9=.-]+", "_", name.lower())[:120]
        (folder / f"{number:05d}{short}").write_text(answer)


def answers(slugs: list[str]) -> Iterator[tuple[str, str]]:
    """Address and language, and what is answered, of everything that is asked."""
    from django.core.management import call_command
    from django.test import Client

    for language in LANGUAGES:
        client = Client(headers={"host": "127.0.0.1", "accept-language": language})
        assert client.login(username="finance", password="anchor-demo")
        for address in addresses(slugs):
            # Twenty programmes in the second language would say little new.
            if language == LANGUAGES[0] or "smart-anchor" in address or address.count("/") < 2:
                yield f"{language}{address}", text_of(client.get(address))
    for shape in ("table", "json"):
        said = io.StringIO()
        try:
            call_command("tieout", format=shape, stdout=said)
        except SystemExit as status:
            said.write(f"\nexit {status.code}")
        yield f"tieout-{shape}", said.getvalue().replace("},", "},\n")


def addresses(slugs: list[str]) -> Iterator[str]:
    yield from ("/", "/?format=json", "/?sort=-change", "/line-items.xlsx", "/submissions/", "/exports/")
    for slug in slugs:
        program = f"/programs/{slug}/"
        yield from (program + page for page in PAGES)
        yield from (f"{program}workbook.xlsx{query}" for query in ("", "?edition=internal"))
        for report, queries in REPORTS.items():
            for query in queries:
                address = f"{program}reports/{report}/?{query}"
                yield from (f"{address}&format={shape}" for shape in ("html", "json", "xlsx"))
        yield from traced(slug)


TRACED = (
    ("overview", "total-cost", "total"),
    ("budget-summary", "total", "change"),
    ("budget-summary", "total", "rate_national"),
    ("budget-summary", "201-01", "prior"),
    ("variance", "total", "change"),
    ("variance", "201-01", "change"),
    ("calculation-basis", "line-1", "amount"),
    ("calculation-basis", "total", "amount"),
    ("investment-plan", "total", "total"),
    ("investment-plan", "201-01", "total"),
    ("schedule", "line-1", "amount"),
    ("sites", "total", "current"),
    ("sites", "total", "construction_cost"),
    ("settlement", "2020", "unspent"),
    ("settlement", "2019-national", "executed"),
    ("settlement-bridge", "2020-current_budget", "total"),
    ("year-budgets", "2020", "amount"),
    ("cost-progress", "total", "invested"),
    ("source-shares", "national", "share"),
)
"""Report, row and column of the figures that are asked where they come from."""


def traced(slug: str) -> Iterator[str]:
    for report, row, column in TRACED:
        yield f"/programs/{slug}/reports/{report}/trace/?row={row}&column={column}"


def text_of(response: Any) -> str:
    """An answer as lines of text: a page without its markup but with its links, a workbook cell by cell."""
    content = response.getvalue() if response.streaming else response.content
    kind = response.headers["Content-Type"]
    head = f"{response.status_code} {kind}\n"
    if "spreadsheetml" in kind:
        return head + workbook_text(content)
    text: str = content.decode()
    if "html" in kind:
        text = re.sub(r'(?s)<input type="hidden" name="(csrfmiddlewaretoken|token)"[^>]*>', "", text)
        text = re.sub(r'<(a|form|img|use)\b[^>]*?(href|action|src)="([^"]*)"[^>]*>', r"[\3] ", text)
        text = html.unescape(re.sub(r"<[^>]*>", "\n", text))
        return head + "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return head + text.replace("}, ", "},\n")


def workbook_text(content: bytes) -> str:
    """The digest of the file's bytes, then its cells: formula or number or text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
    lines = [f"bytes {hashlib.sha256(content).hexdigest()}"]
    for name, part in sorted(parts.items()):
        lines += [f"== {name}", *part.replace("><", ">\n<").splitlines()]
    return "\n".join(lines)


# Twenty random programmes


def draw(drawn: random.Random) -> list[str]:
    """Programmes over three years, every part of a ledger missing in some; their slugs."""
    from ledger import models
    from sites.models import Site

    subjects: list[Any] = [
        models.AccountSubject.objects.get_or_create(
            code=code,
            valid_from=2000,
            defaults={"name": f"통계목 {code}", "is_pass_through": code == "308-09"},
        )[0]
        for code in ("201-01", "202-09", "308-09", "401-09", "405-09")
    ]
    versions = {
        year: models.BudgetVersion.objects.get_or_create(fiscal_year=year, kind="original", sequence=1)[0]
        for year in YEARS
    }
    added = models.BudgetVersion.objects.create(
        fiscal_year=2021, kind="supplementary", sequence=1, based_on=versions[2021]
    )
    slugs = []
    for number in range(PROGRAMS):
        program = models.Program.objects.create(
            slug=f"drawn-{number}",
            name=f"사업 {number}",
            bureau=f"실 {number % 3}",
            division=f"과 {number % 5}",
            first_year=drawn.choice((None, 2018, 2019)),
        )
        slugs.append(program.slug)
        places = [Site.objects.create(slug=f"place-{number}-{n}", name=f"대상지 {n}") for n in range(3)]
        for position, place in enumerate(places):
            models.ProgramSite.objects.create(program=program, site=place, position=position)
        for version in (*versions.values(), *([added] if number % 4 == 0 else [])):
            for subject in drawn.sample(subjects, drawn.randint(1, len(subjects))):
                allot(drawn, models, program, version, subject, places)
        for year in YEARS[:2]:
            for of in (None, *drawn.sample(subjects, drawn.randint(0, 2))):
                settle(drawn, models, program, year, of)
        if number % 3:
            print_document(drawn, models, program, versions[2021], subjects)
        models.NationalGrant.objects.create(
            program=program,
            site=drawn.choice([*places, None]),
            kind="subsidy",
            secured_on=date(2020, 6, 1),
            amount=amount(drawn),
        )
    return slugs


def amount(drawn: random.Random) -> int:
    return drawn.choice([0, 1, 500, 1_499_500]) if drawn.random() < 0.2 else drawn.randint(0, 10**10)


def allot(
    drawn: random.Random, models: Any, program: Any, version: Any, subject: Any, places: list[Any]
) -> None:
    """A subject's budget: with lines, with an amount of its own, blank."""
    has_lines = drawn.random() < 0.6
    own = None if has_lines or drawn.random() < 0.2 else amount(drawn)
    allocation = models.YearlyAllocation.objects.create(
        program=program, version=version, subject=subject, amount=own, national_subsidy=own and own // 3
    )
    for number in range(drawn.randint(1, 3) if has_lines else 0):
        figure = amount(drawn)
        models.BudgetLineItem.objects.create(
            allocation=allocation,
            description=f"항목 {number}",
            basis=drawn.choice(["", f"{figure:,}원"]),
            amount=figure,
            national_subsidy=drawn.choice([0, figure // 2]),
            site=drawn.choice([*places, None]),
            is_one_off=drawn.random() < 0.3,
        )


def settle(drawn: random.Random, models: Any, program: Any, year: int, subject: Any) -> None:
    """A settled year of a subject or of the whole; some cells are blank."""
    final, carried, unspent = (amount(drawn) for _ in range(3))
    for portion, share in (("total", 1), ("national", 3)):
        models.Settlement.objects.create(
            program=program,
            fiscal_year=year,
            subject=subject,
            portion=portion,
            final_budget=final // share,
            carried_in=drawn.choice([0, None]),
            budget_change=drawn.choice([0, None]),
            carried_out=carried // share,
            unspent=drawn.choice([unspent // share, None]),
            executed=drawn.choice([final // 2 // share, None]),
        )


def print_document(
    drawn: random.Random, models: Any, program: Any, version: Any, subjects: list[Any]
) -> None:
    """A document with costs, plan, schedule and some printed figures, right and wrong."""
    document = models.Document.objects.create(
        slug=f"{program.slug}-2021", program=program, version=version, title="사업별 설명서"
    )
    for scope in ("total", "year"):
        for source in drawn.sample(("national", "city", "district", "other"), 3):
            document.costs.create(
                source=source, scope=scope, off_budget=source in ("district", "other"), amount=amount(drawn)
            )
    for subject in subjects[:3]:
        for period, year in (("through", 2019), ("year", 2020), ("year", 2021), ("after", 2022)):
            document.plan_entries.create(
                subject=subject,
                period=period,
                year=year,
                amount=drawn.choice([amount(drawn), None]),
                unit="million",
            )
    for position in range(1, 4):
        step = document.schedule_items.create(position=position, text=f"절차 {position}", amount=None)
        if position < 3:
            step.shares.create(subject=drawn.choice(subjects), amount=amount(drawn))
    document.sections.create(section="purpose", position=1, heading="", text="○ 목적")
    for table, row, column in (
        ("budget-summary", "total", "current"),
        ("budget-summary", "201-01", "current"),
        ("investment-plan", "201-01", "total"),
        ("settlement", "2019", "executed"),
    ):
        document.stated_figures.create(
            table=table, row=row, column=column, year=2021, unit="thousand", text=f"{amount(drawn) // 1000:,}"
        )


if __name__ == "__main__":
    sys.exit(main())
