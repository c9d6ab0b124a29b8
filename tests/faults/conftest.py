"""One worker and its databases for all faults, on the engine of the tests."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.faults.machine import Machine
from tests.scratch import scratch


@pytest.fixture(scope="package")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].removesuffix("3")
    with scratch(engine, tmp_path_factory.mktemp("faults")) as databases:
        made = Machine(databases)
        yield made
        made.close()
