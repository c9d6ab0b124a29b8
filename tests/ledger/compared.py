"""Budgets to compare: versions of two years in every kind and status, and the words that each must bear.

The words are written down one by one. Each version has an amount of its own, so that a figure under the heading of
another one is seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ledger.figures.available import against_available
from ledger.figures.facts import Allocation, Cost, Facts, Snapshot, Version
from tests.ledger.records import GRANTS, OFFICE, allocation, entry, facts, line, settled, site, step
from tests.ledger.records import version as version_record

STATUSES = ("draft", "submitted", "confirmed")
SAID = {"draft": "작성 중", "submitted": "제출", "confirmed": "확정"}

# What a budget is called

ALONE = {
    "2021-request": ("2021부서 요구안", "2021부서 요구안"),
    "2021-proposal": ("2021예산안", "2021예산안"),
    "2021-amended": ("2021수정예산안", "2021수정예산안"),
    "2021-original": ("2021예산안", "2021예산액"),
    "2021-deemed": ("2021성립전·간주예산", "2021성립전·간주예산"),
    "2021-supplementary-1": ("2021제1회 추경예산안", "2021제1회 추경예산"),
    "2021-supplementary-2": ("2021제2회 추경예산안", "2021제2회 추경예산"),
    "2021-final": ("2021최종예산", "2021최종예산"),
}
"""The version shown, alone or beside a budget of another year: until it is confirmed, and then."""

BESIDE_ITS_YEAR = {**ALONE, "2021-original": ("2021본예산(미확정)", "2021본예산액")}
"""The version shown beside another budget of its own year."""

BASES = {
    "2020-request": "2020부서 요구안",
    "2020-proposal": "2020예산안",
    "2020-amended": "2020수정예산안",
    "2020-original": "2020예산액",
    "2020-deemed": "2020성립전·간주예산",
    "2020-supplementary-1": "2020제1회 추경예산",
    "2020-supplementary-2": "2020제2회 추경예산",
    "2020-final": "2020최종예산",
    "2020-available": "2020예산현액",
    "2021-request": "2021부서 요구안",
    "2021-proposal": "2021예산안",
    "2021-amended": "2021수정예산안",
    "2021-original": "2021본예산액",
    "2021-deemed": "2021성립전·간주예산",
    "2021-supplementary-1": "2021제1회 추경예산",
    "2021-supplementary-2": "2021제2회 추경예산",
    "2021-final": "2021최종예산",
}
"""What a version of 2021 is compared with."""

NOT_STATED = {"2020": "2020예산액", "2021": "2021예산액"}
"""A budget whose document does not say which one it is, whatever it was entered as."""

SO_FAR = "기정예산액"
BESIDE_SO_FAR = {
    "2021-deemed": ("2021성립전·간주예산", "2021성립전·간주예산"),
    "2021-supplementary-1": ("추경예산안", "경정예산액"),
    "2021-supplementary-2": ("추경예산안", "경정예산액"),
}
"""Beside the very budget that it changes."""

ENGLISH = {
    "2021-request": ("2021 division's request", "2021 division's request"),
    "2021-proposal": ("2021 budget proposal", "2021 budget proposal"),
    "2021-amended": ("2021 amended proposal", "2021 amended proposal"),
    "2021-original": ("2021 budget proposal", "2021 budget"),
    "2021-deemed": ("2021 deemed budget", "2021 deemed budget"),
    "2021-supplementary-1": ("2021 supplementary proposal 1", "2021 supplementary budget 1"),
    "2021-supplementary-2": ("2021 supplementary proposal 2", "2021 supplementary budget 2"),
    "2021-final": ("2021 final budget", "2021 final budget"),
}

NAMES = {
    "2021-request": "부서 요구안",
    "2021-proposal": "예산안",
    "2021-amended": "수정예산안",
    "2021-original": "본예산",
    "2021-deemed": "성립전·간주처리",
    "2021-supplementary-1": "제1회 추경",
    "2021-supplementary-2": "제2회 추경",
    "2021-final": "최종예산",
}
"""A version by its name, with which its status stands."""

# The ledger

KEYS = [key for key in BASES if not key.endswith("available")]
AMOUNTS: dict[str, int] = {key: 1_000 * 3**number for number, key in enumerate(KEYS, start=1)}
AVAILABLE = 777_000
"""Won; 예산현액 of 2020, of its settlement."""


def record(key: str, status: str = "draft", *, is_stated: bool = True, based_on: str = "") -> Version:
    year, kind, *number = key.split("-")
    one = version_record(
        int(year),
        kind,
        int(number[0]) if number else 1,
        id=1 + KEYS.index(key),
        based_on=1 + KEYS.index(based_on) if based_on else None,
    )
    return replace(one, status=status, kind_is_stated=is_stated)


def budget(key: str) -> tuple[Allocation, ...]:
    """All but a thousand won in two lines of an office, which is handed on."""
    amount = AMOUNTS[key]
    lines = [line(amount - 1_500, site="mapo", description="rent"), line(500, description=key)]
    return (allocation(OFFICE, lines=lines), allocation(GRANTS, 1_000, 0))


@dataclass(frozen=True)
class Case:
    """A version beside a base with the words that each must bear; `prior` None: no base."""

    facts: Facts
    prior: str | None
    current: str
    alone: str

    @property
    def name(self) -> str:
        """'2021-original confirmed against 2020-available'."""
        version, base = self.facts.version, self.facts.base
        marks = "" if version.kind_is_stated else "?"
        against = "" if base is None else f"{base.key}{'' if base.kind_is_stated else '?'}"
        return f"{version.key}{marks} {version.status} against {against or 'nothing'}"

    @property
    def named(self) -> str:
        """'2021년 본예산(작성 중)'."""
        version = self.facts.version
        status = SAID[version.status]
        if not version.kind_is_stated:
            return f"2021년 예산(차수 미표기, {status})"
        return f"2021년 {NAMES[version.key]}({status})"

    @property
    def final_before(self) -> Version:
        return next(one for one in self.facts.versions if one.key == "2020-final")

    def heading(self, holds: str) -> str:
        """What stands over a budget that is A, B, alone, ..."""
        named = {
            "A": "비교 기준(A): 자료 없음" if self.prior is None else f"{self.prior}(A)",
            "B": f"{self.current}(B)",
            "alone": self.alone,
            "whole": f"{self.alone} 전체",
            "named": self.named,
            "final before": f"2020년 최종예산({SAID[self.final_before.status]})",
        }
        return named.get(holds, holds)


def ledger(version: Version, base: Version | None = None) -> Facts:
    """A ledger of all versions, in which one is compared with another; what else it has is small."""
    versions = {key: record(key) for key in KEYS} | {version.key: version}
    if base is not None and base.kind != "available":
        versions[base.key] = base
    held = facts(
        costs=(Cost("city", "total", False, 9_000, "won"),),
        plan=(entry(OFFICE, "year", 2021, 5_000),),
        schedule=(step(1, office=500, grants=1_000),),
        sites=(site("mapo", 8_000),),
        settlements=(
            settled(2019, final_budget=60, carried_in=0, current_budget=60, executed=60, carried_out=0),
            settled(2020, current_budget=AVAILABLE, executed=AVAILABLE, carried_out=0),
        ),
        snapshots=(Snapshot(None, date(2021, 10, 31), 5, 4, "won"),),
        budgets={key: budget(key) for key in KEYS},
        subjects=(OFFICE, GRANTS),
        document="2021",
    )
    held = replace(
        held, versions=tuple(versions.values()), version=version, allocations=budget(version.key), base=None
    )
    if base is None:
        return held
    if base.kind == "available":
        found = against_available(held, base.fiscal_year)
        assert found is not None
        return found
    return replace(held, base=base, base_allocations=budget(base.key))


AVAILABLE_BASE = version_record(2020, "available")


def cases(key: str) -> Iterator[Case]:
    """A version in each status, and not saying its kind, beside all that it may be compared with."""
    for status in STATUSES:
        is_confirmed = status == "confirmed"
        version, alone = record(key, status), ALONE[key][is_confirmed]
        yield Case(ledger(version), None, alone, alone)
        for number, (base, prior) in enumerate(BASES.items()):
            if base == key:
                continue
            is_same_year = base.startswith("2021")
            current = (BESIDE_ITS_YEAR if is_same_year else ALONE)[key][is_confirmed]
            other = AVAILABLE_BASE if base.endswith("available") else record(base, STATUSES[number % 3])
            yield Case(ledger(version, other), prior, current, alone)
            if base == "2021-original" or base == "2020-original":
                unstated = record(base, is_stated=False)
                yield Case(ledger(version, unstated), NOT_STATED[base[:4]], current, alone)
            if is_same_year and key in BESIDE_SO_FAR:
                changing = record(key, status, based_on=base)
                pair = BESIDE_SO_FAR[key][is_confirmed]
                yield Case(ledger(changing, record(base)), SO_FAR, pair, alone)
        silent = record(key, status, is_stated=False)
        for base in ("2020-original", "2020-available", "2020-final", "2021-proposal"):
            if base != key:
                other = AVAILABLE_BASE if base.endswith("available") else record(base)
                words = NOT_STATED["2021"]
                yield Case(ledger(silent, other), BASES[base], words, words)
