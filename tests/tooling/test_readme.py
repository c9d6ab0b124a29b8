"""What the README says exists: commands, files, accounts, addresses."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import resolve

from ledger.management.commands import demo
from smartanchor.settings import BASE_DIR as ROOT

README = (ROOT / "README.md").read_text()
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
COMMANDS = [
    line.split(" #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


def cells(heading: str) -> list[list[str]]:
    """The rows of the table that stands under a heading."""
    section = README.split(f" {heading}\n", 1)[1].split("\n#", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


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


def test_each_manage_command_in_the_text_exists() -> None:
    assert set(re.findall(r"manage\.py (\w+)", README)) <= set(get_commands())


def test_each_target_in_the_text_exists() -> None:
    assert set(re.findall(r"`(?:\w+=\S+ )?make ([a-z-]+)", README)) <= TARGETS


def test_accounts_are_those_of_demo() -> None:
    documented = {row[0].strip("`"): row[1].strip("`") for row in cells("Accounts")}
    assert documented == demo.ACCOUNTS
    assert f"`{demo.PASSWORD}`" in README


@pytest.mark.parametrize("path", [row[0].strip("`") for row in cells("Where things are")])
def test_room_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_linked_file_exists(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("address", [row[0].strip("`") for row in cells("Pages")])
def test_address_resolves(address: str) -> None:
    resolve(address.replace("<slug>", "smart-anchor").replace("<report>", "budget-summary"))


def test_settings_are_read() -> None:
    source = (ROOT / "smartanchor" / "settings.py").read_text()
    for row in cells("Settings from the environment"):
        assert f'"{row[0].strip("`")}"' in source


def test_korean_quick_start_is_there() -> None:
    assert "## 빠른 시작" in README


def test_no_place_of_one_machine_is_named() -> None:
    for path in map(Path, re.findall(r"(?<![\w:/.])/(?:home|root|work|tmp|Users|opt)/\S*", README)):
        pytest.fail(f"the README names {path}")
