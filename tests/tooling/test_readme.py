"""What README.md and docs/ say exists: commands, targets, files, accounts, addresses, settings, reports, links."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from ledger.after_migrate.roles import ROLES
from ledger.management.commands import demo
from ledger.reports import REPORTS_BY_NAME
from smartanchor.settings import BASE_DIR as ROOT
from tests.tooling import pages
from tests.tooling.pages import PAGES, names, read, relative, table

README = read("README.md")
USING, ADMINISTERING, DEVELOPING = (
    read(f"docs/{name}.md") for name in ("using", "administering", "developing")
)
TEXTS = {relative(page): page.read_text(encoding="utf-8") for page in PAGES if page.name != "CHANGELOG.md"}
"""What the pages say of today; the changelog tells of what was."""

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
OURS = {path.stem for path in (ROOT / "ledger/management/commands").glob("[!_]*.py")}
"""The commands that the ledger itself brings."""

COMMANDS = [command for text in TEXTS.values() for command in pages.commands(text)]


# Commands and targets


@pytest.mark.parametrize("command", COMMANDS)
def test_command_exists(command: str) -> None:
    words = [word for word in command.split() if not re.match("[A-Z_]+=", word)]
    match words:
        case ["make"]:
            pass
        case ["make", target, *_]:
            assert target in TARGETS
        case ["python", "manage.py", name, *_]:
            assert name in get_commands()
        case ["python", "-m", "pip", "install", "-e", ".", "-c", constraints]:
            assert (ROOT / constraints).is_file()
        case ["uv", "pip", "compile", *rest]:
            assert "pyproject.toml" in rest
            assert (ROOT / rest[-1]).is_file()
        case [path]:
            assert (ROOT / path).stat().st_mode & 0o111
        case _:
            pytest.fail(f"unknown kind of command: {command}")


def test_the_readme_has_two_commands() -> None:
    assert pages.commands(README) == ["make run", "make test"]


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_each_manage_command_in_the_text_exists(page: str) -> None:
    assert set(re.findall(r"manage\.py (\w+)", TEXTS[page])) <= set(get_commands())


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_each_target_in_the_text_exists(page: str) -> None:
    assert set(re.findall(r"`(?:\w+=\S+ )?make ([a-z-]+)", TEXTS[page])) <= TARGETS


def test_each_target_is_documented() -> None:
    documented = [name.removeprefix("make ") for name in names(DEVELOPING, "Targets")]
    assert sorted(documented) == sorted(TARGETS)


def test_each_command_is_documented() -> None:
    assert sorted(names(ADMINISTERING, "Commands")) == sorted(OURS)


def test_each_marker_is_documented() -> None:
    marked = re.search(
        r"^markers = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL | re.MULTILINE
    )
    assert marked
    assert names(DEVELOPING, "Tests") == re.findall(r'^ +"(\w+):', marked[1], re.MULTILINE)


# Accounts, settings, addresses, reports


def test_the_password_is_that_of_demo() -> None:
    for text in (README, ADMINISTERING):
        assert f"`{demo.PASSWORD}`" in text


def test_accounts_of_the_readme_are_some_of_demo() -> None:
    named = re.findall(r"`(\w+)` ?\(", README)
    assert named
    assert set(named) <= set(demo.ACCOUNTS)


def test_each_role_is_documented() -> None:
    assert names(USING, "처음") == list(ROLES)


def test_accounts_beside_those_of_the_roles_are_documented() -> None:
    for name in set(demo.ACCOUNTS) - set(ROLES):
        assert f"`{name}`" in ADMINISTERING


def test_settings_are_read() -> None:
    source = (ROOT / "smartanchor" / "settings.py").read_text()
    documented = names(ADMINISTERING, "Settings")
    assert documented
    for name in documented:
        assert f'"{name}"' in source


@pytest.mark.parametrize("address", [row[0].strip("`") for row in table(USING, "화면")])
def test_address_resolves(address: str) -> None:
    resolve(address.replace("<slug>", "smart-anchor").replace("<report>", "budget-summary"))


def test_each_report_is_documented() -> None:
    assert sorted(row[0].strip("`") for row in table(USING, "보고서")) == sorted(REPORTS_BY_NAME)


# Rooms and files


def rooms() -> set[str]:
    """The folders of the ledger that hold code."""
    return {f"ledger/{path.parent.name}/" for path in (ROOT / "ledger").glob("*/__init__.py")}


def test_each_room_stands_in_the_map_and_nothing_else_does() -> None:
    documented = names(DEVELOPING, "Rooms")
    assert sorted(room for room in documented if room.count("/") == 2) == sorted(rooms())


def test_the_map_of_the_readme_has_about_ten_lines_and_each_room() -> None:
    rows = table(README, "Map")
    assert 8 <= len(rows) <= 12
    assert {name for name in names(README, "Map") if name.startswith("ledger/")} == rooms() - {
        "ledger/migrations/"
    }


def test_the_map_goes_from_high_to_low_as_the_import_order_does() -> None:
    documented = names(DEVELOPING, "Rooms")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract.get("containers") == ["ledger"])
    above = -1
    for layer in layers:
        places = [
            documented.index(f"ledger/{room}/") for room in layer.split(" | ") if f"ledger/{room}/" in rooms()
        ]
        assert all(place > above for place in places), layer
        above = max(places, default=above)


def test_the_modules_of_a_room_exist() -> None:
    for room, lives, _not in table(DEVELOPING, "Rooms"):
        told = re.findall(r"`(\w+(?:\.py|/))`", lives)
        assert [name for name in told if not (ROOT / room.strip("`") / name).exists()] == [], room


def test_places_exist() -> None:
    places = names(README, "Map") + names(DEVELOPING, "Rooms", 1)
    assert [name for name in places if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_path_in_the_text_exists(page: str) -> None:
    """Paths that begin with a folder of the repository; `<report>.py` and the like stand for many."""
    roots = "|".join(sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."))
    told = re.findall(rf"`((?:{roots})/[^`\s]*)`", TEXTS[page])
    assert [path for path in told if "<" not in path and not (ROOT / path).exists()] == []


@pytest.mark.parametrize(
    ("recipe", "most"),
    [
        ("Add a report", 2),
        ("Add a column of 결산현황", 3),
        ("Add a tie-out rule", 3),
        ("Add a model with data entry and history", 9),
    ],
)
class TestRecipe:
    def test_each_step_begins_with_its_file_and_they_are_few(self, recipe: str, most: int) -> None:
        steps = re.findall(r"^\d+\. (.*)$", pages.section(DEVELOPING, recipe), re.MULTILINE)
        assert 2 <= len(steps) <= most
        assert [step for step in steps if not re.match(r"`[\w./-]+(?:/|\.\w+)`", step)] == []

    def test_it_names_its_tests(self, recipe: str, most: int) -> None:
        told = re.findall(r"`(tests/[^`<]+)`", pages.section(DEVELOPING, recipe))
        assert len(told) >= 3


# Links


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    """To a file, and to an anchor of it that is there."""
    broken = []
    for link in pages.links(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.is_file() or (
            anchor and anchor not in pages.anchors(target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    assert broken == []


def test_the_readme_leads_to_every_page() -> None:
    reached = {link.partition("#")[0] for link in pages.links(README)}
    assert {relative(page) for page in PAGES} - {"README.md"} <= reached


# The rest


def test_korean_quick_start_is_there() -> None:
    assert "## 빠른 시작" in README


def test_the_picture_is_small() -> None:
    picture = (ROOT / "docs/programme.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 200_000


@pytest.mark.parametrize("page", sorted(TEXTS))
def test_no_place_of_one_machine_is_named(page: str) -> None:
    for path in map(Path, re.findall(r"(?<![\w:/.])/(?:home|root|work|tmp|Users|opt)/\S*", TEXTS[page])):
        pytest.fail(f"{page} names {path}")
