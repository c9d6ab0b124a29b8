"""`make` as the README documents it: the real Makefile, with an environment that needs no installation."""

import os
import re
import signal
import site
import socket
import subprocess
import urllib.request
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from smartanchor import settings

ROOT = settings.BASE_DIR
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
INTERNAL = {"installed", "installed-dev"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that make takes for installed: a new python that sees the packages of this one."""
    folder = tmp_path_factory.mktemp("make") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    packages = next(folder.glob("lib/python*/site-packages"))
    (packages / "ours.pth").write_text("\n".join(site.getsitepackages()))
    stamp = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    (folder / ".installed-dev").write_bytes(stamp)
    return folder


def environment(**changes: str) -> dict[str, str]:
    """This environment without what an outer make or a test run on PostgreSQL put there."""
    ours = ("MAKE", "MFLAGS", "DATABASE_URL", "PORT", "VENV", "PYTHON", "ARGS", "ALLOWED_HOSTS", "DEBUG")
    kept = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
    return {**kept, "SECRET_KEY": "only-for-tests", **changes}


def make(*words: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", *words], cwd=ROOT, env=environment(**changes), capture_output=True, text=True, timeout=120
    )


def complaint(outcome: subprocess.CompletedProcess[str]) -> str:
    """The one line that a failed make says, in Korean and English."""
    assert outcome.returncode != 0
    lines = [line for line in outcome.stderr.splitlines() if line and not line.startswith("make")]
    assert len(lines) == 1, outcome.stderr
    assert re.search(r"[가-힣].* \| .*[A-Za-z]", lines[0])
    return lines[0]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


class TestTargets:
    def test_help_is_the_default_and_lists_each(self) -> None:
        told = make().stdout
        assert told == make("help").stdout
        assert {
            line.split()[1] for line in told.splitlines() if line.startswith("make ")
        } == TARGETS - INTERNAL

    @pytest.mark.parametrize("target", sorted(TARGETS - INTERNAL))
    def test_each_has_a_recipe(self, target: str, installed: Path) -> None:
        dry = make("--dry-run", target, f"VENV={installed}")
        assert dry.returncode == 0
        assert dry.stdout.strip()

    @pytest.mark.parametrize(
        "tool",
        [
            "ruff format --check",
            "ruff check",
            "mypy",
            "lint-imports",
            "djade",
            "makemigrations --check",
            "manage.py check",
        ],
    )
    def test_check_runs(self, tool: str, installed: Path) -> None:
        assert tool in make("--dry-run", "check", f"VENV={installed}").stdout.replace('"', "")

    def test_test_hands_args_to_pytest(self, installed: Path) -> None:
        outcome = make("test", f"VENV={installed}", "ARGS=--version")
        assert (outcome.returncode, outcome.stdout + outcome.stderr) == (0, f"pytest {pytest.__version__}\n")


class TestRun:
    def test_serves_twice_and_keeps_what_is_there(
        self, installed: Path, tmp_path: Path, free_port: int
    ) -> None:
        url = f"http://127.0.0.1:{free_port}/"
        told = []
        for _time in range(2):
            with subprocess.Popen(
                ["make", "run", f"VENV={installed}"],
                cwd=ROOT,
                env=environment(PORT=str(free_port), DATABASE_URL=f"sqlite:///{tmp_path}/ledger.sqlite3"),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                start_new_session=True,
            ) as process:
                assert process.stdout is not None
                lines = []
                for line in process.stdout:
                    lines.append(line.strip())
                    if lines[-1] == url:
                        break
                try:
                    with urllib.request.urlopen(f"{url}health/", timeout=10) as answer:
                        assert answer.status == 200
                finally:
                    os.killpg(process.pid, signal.SIGTERM)
            told.append(lines)
        first, second = told
        assert url in first
        assert url in second
        # The second time nothing is loaded and no account is made.
        assert len(second) == len(first) - 1

    def test_taken_port(self, installed: Path, taken_port: int) -> None:
        outcome = make("run", f"VENV={installed}", PORT=str(taken_port))
        assert f"PORT={taken_port + 1} make run" in complaint(outcome)

    def test_port_that_is_none(self, installed: Path) -> None:
        """Others: tests/ledger/management/test_demo.py."""
        assert "65535" in complaint(make("run", f"VENV={installed}", PORT="８０００"))

    def test_unreadable_database_url(self, installed: Path, free_port: int) -> None:
        outcome = make("run", f"VENV={installed}", DATABASE_URL="nonsense", PORT=str(free_port))
        assert "postgres://" in complaint(outcome)

    def test_database_that_does_not_answer(self, installed: Path, free_port: int) -> None:
        # The port is free: nobody listens there.
        url = f"postgres://me:hidden@127.0.0.1:{free_port}/ledger"
        outcome = make("run", f"VENV={installed}", DATABASE_URL=url, PORT=str(free_port))
        assert "DATABASE_URL" in complaint(outcome)
        assert "hidden" not in outcome.stderr

    def test_database_file_in_a_folder_that_nobody_can_write(self, installed: Path, free_port: int) -> None:
        # /proc refuses even root.
        outcome = make(
            "run", f"VENV={installed}", DATABASE_URL="sqlite:////proc/ledger.sqlite3", PORT=str(free_port)
        )
        assert "/proc/ledger.sqlite3" in complaint(outcome)


class TestInstall:
    def test_folder_that_nobody_can_write(self) -> None:
        assert str(ROOT) in complaint(make("run", "VENV=/proc/venv"))

    def test_no_python(self, tmp_path: Path) -> None:
        assert "3.11" in complaint(make("run", f"VENV={tmp_path}/venv", "PYTHON=false no-such-python"))

    def test_python_without_venv(self, tmp_path: Path) -> None:
        bare = tmp_path / "python"
        bare.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
        bare.chmod(0o755)
        assert "python3-venv" in complaint(make("run", f"VENV={tmp_path}/venv", f"PYTHON={bare}"))

    def test_nothing_is_installed_twice(self, installed: Path) -> None:
        # The environment has no pip: an installation would fail.
        for target in sorted(INTERNAL):
            outcome = make(target, f"VENV={installed}")
            assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "", "")


def test_secret_key_in_a_folder_that_nobody_can_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr(settings, "BASE_DIR", Path("/proc"))
    with pytest.raises(ImproperlyConfigured, match="Cannot write to this folder"):
        settings.secret_key()


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://root@127.0.0.1/ledger", "postgres://me@127.0.0.1:port/x"]
)
def test_unreadable_database_url(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        settings.database()
