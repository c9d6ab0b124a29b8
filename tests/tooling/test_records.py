"""DECISIONS.md and CHANGELOG.md keep their form: dated, newest first, the index as the entries are."""

import re
import tomllib
from datetime import date

import pytest

from smartanchor.settings import BASE_DIR as ROOT
from tests.tooling import pages
from tests.tooling.pages import read, table

DECISIONS = read("DECISIONS.md")
AREAS = [area for area in re.findall(r"^## (.+)$", DECISIONS, re.MULTILINE) if area != "Index"]
ENTRY = re.compile(
    r"^- (?P<day>\d{4}-\d\d-\d\d) \*\*(?P<decision>[^\n]+)\*\*\n(?P<why>(?:  \S.*\n)+)", re.MULTILINE
)

CHANGELOG = read("CHANGELOG.md")
VERSIONS = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d\d-\d\d)$", CHANGELOG, re.MULTILINE)


def entries(area: str) -> list[re.Match[str]]:
    return list(ENTRY.finditer(pages.section(DECISIONS, area) + "\n"))


class TestDecisions:
    @pytest.mark.parametrize("area", AREAS)
    def test_each_has_a_date_and_one_bold_line(self, area: str) -> None:
        """'- 2026-11-23 **What was decided.**', then what is to be said of it, indented."""
        assert len(entries(area)) == len(
            re.findall(r"^\S*[-*] ", pages.section(DECISIONS, area), re.MULTILINE)
        )
        for entry in entries(area):
            date.fromisoformat(entry["day"])
            assert entry["decision"].endswith((".", ".)"))

    @pytest.mark.parametrize("area", AREAS)
    def test_the_newest_is_first(self, area: str) -> None:
        days = [entry["day"] for entry in entries(area)]
        assert days
        assert days == sorted(days, reverse=True)

    def test_the_index_is_what_is_there(self) -> None:
        """The rows that the index should have are those that a failure shows."""
        index = [" | ".join(row) for row in table(DECISIONS, "Index")]
        assert index == [
            f"[{area}](#{anchor(area)}) | {len(found)} | {found[0]['day']}"
            for area in AREAS
            if (found := entries(area))
        ]

    def test_no_decision_is_told_twice(self) -> None:
        told = [entry["decision"] for area in AREAS for entry in entries(area)]
        assert len(told) == len(set(told))


def anchor(heading: str) -> str:
    (found,) = pages.anchors(f"# {heading}\n")
    return found


class TestChangelog:
    def test_what_is_not_in_a_version_stands_first(self) -> None:
        assert re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)[0] == "[Unreleased]"

    def test_each_version_has_a_number_and_a_date(self) -> None:
        assert len(VERSIONS) == len(re.findall(r"^## ", CHANGELOG, re.MULTILINE)) - 1
        for *_, day in VERSIONS:
            date.fromisoformat(day)

    def test_the_newest_is_first(self) -> None:
        numbers = [tuple(map(int, number)) for *number, _day in VERSIONS]
        days = [day for *_, day in VERSIONS]
        assert numbers == sorted(set(numbers), reverse=True)
        assert days == sorted(days, reverse=True)

    def test_changes_are_added_changed_or_fixed(self) -> None:
        assert set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)) <= {
            "Added",
            "Changed",
            "Fixed",
            "Removed",
        }

    def test_no_version_has_a_part_twice(self) -> None:
        for version in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
            parts = re.findall(r"^### (.+)$", version, re.MULTILINE)
            assert len(parts) == len(set(parts)), version.splitlines()[0]

    def test_the_version_of_the_project_is_one_of_them(self) -> None:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        assert project["version"] in [".".join(number) for *number, _day in VERSIONS]
