"""pyproject.toml is the one list of dependencies; constraints.txt pins it and fetches nothing by itself."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from smartanchor.settings import BASE_DIR as ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
REQUIREMENTS = [
    Requirement(text) for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
]
CONSTRAINTS = (ROOT / "constraints.txt").read_text()
PINS = {canonicalize_name(pin.name): pin for pin in map(Requirement, CONSTRAINTS.splitlines())}


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_dependency_is_pinned_within_its_bounds(requirement: Requirement) -> None:
    (specifier,) = PINS[canonicalize_name(requirement.name)].specifier
    assert specifier.operator == "=="
    assert specifier.version in requirement.specifier


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_dependency_has_its_reason(requirement: Requirement) -> None:
    told = re.findall(r"^\| ([\w, -]+) \|", (ROOT / "DECISIONS.md").read_text(), re.MULTILINE)
    assert requirement.name in {name for cell in told for name in cell.split(", ")}


def test_constraints_name_no_host_and_no_path() -> None:
    assert not re.search(r"://|^-|/|@", CONSTRAINTS, re.MULTILINE)


def test_hooks_are_local() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    assert {repository["repo"] for repository in config["repos"]} == {"local"}
    assert {hook["language"] for repository in config["repos"] for hook in repository["hooks"]} == {"system"}
