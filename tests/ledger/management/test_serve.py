"""`manage.py serve`: it says at once why an address cannot be served on. (Serving: test_makefile.py.)"""

import socket

import pytest
from django.core.management import CommandError, call_command

from ledger.management.commands.serve import assert_free, port_number


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("8000", 8000), ("65535", 65535)])
def test_port_number(text: str, number: int) -> None:
    assert port_number(text) == number


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "+80", "80.5", "８０００", "²", "eighty"])
def test_port_number_of_none(text: str) -> None:
    with pytest.raises(CommandError, match="65535"):
        port_number(text)


def test_taken_port_names_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(CommandError, match="make run"):
            assert_free("127.0.0.1", port)
        with pytest.raises(CommandError, match="make run"):
            call_command("serve", port=str(port))


def test_foreign_address() -> None:
    # 192.0.2.0/24 is kept for documentation: no machine has it.
    with pytest.raises(CommandError, match=r"192\.0\.2\.1"):
        assert_free("192.0.2.1", 8000)
