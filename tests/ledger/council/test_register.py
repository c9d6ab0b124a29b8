"""What page and command share: the file of an edition, its name, its entry, its kept bytes."""

from dataclasses import replace
from hashlib import sha256

import pytest
from django.contrib.auth.models import User
from django.utils import translation

from ledger.council import register
from ledger.load.council import read_source
from ledger.models import Edition, Program, Through, WorkbookExport
from tests.ledger.register import looked_at


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        ("submission", "스마트앵커 운영 2021 의회 제출.xlsx"),
        ("internal", "스마트앵커 운영 2021 내부 검토본.xlsx"),
    ],
)
def test_the_name_of_the_file_is_korean_for_every_reader(
    first_document: Program, edition: str, name: str
) -> None:
    facts = read_source("smart-anchor", year=2021).facts
    with translation.override("en"):
        assert register.workbook_file_name(facts, edition) == name


def test_a_name_holds_nothing_that_a_file_system_takes_for_something_else(first_document: Program) -> None:
    facts = read_source("smart-anchor", year=2021).facts
    odd = replace(facts, program=replace(facts.program, name='가/나\\다:라*"마"<바>|\r\n'))
    assert register.workbook_file_name(odd, "submission") == "가_나_다_라__마__바____ 2021 의회 제출.xlsx"


def test_the_same_ledger_gives_the_same_bytes_in_every_language(first_document: Program) -> None:
    made = register.council_workbook(read_source("smart-anchor"), Edition.SUBMISSION)
    with translation.override("en"):
        again = register.council_workbook(read_source("smart-anchor"), Edition.SUBMISSION)
    assert made.content == again.content
    assert made.digest == again.digest


def test_the_entry_says_of_what_it_was_made(first_document: Program) -> None:
    source = read_source("smart-anchor", year=2021)
    made = register.council_workbook(source, Edition.INTERNAL)
    clerk = User.objects.create_user("clerk")
    entry = register.register_entry(source, made, Edition.INTERNAL, made_by=clerk, through=Through.PAGE)
    assert (str(entry.program), entry.version.key) == ("스마트앵커 운영", "2021-original")
    assert entry.base is not None
    assert entry.base.key == "2020-original"
    assert (entry.edition, entry.through, entry.made_by) == ("internal", "page", clerk)
    assert (entry.figures_digest, entry.layout) == (made.digest, made.layout)
    assert (entry.file_digest, entry.size) == (sha256(made.content).hexdigest(), len(made.content))
    assert entry.content is None


def test_the_entry_of_a_workbook_against_what_a_year_had_with_its_carry_over(
    first_document: Program,
) -> None:
    source = read_source("smart-anchor", base="2020-available")
    made = register.council_workbook(source, Edition.SUBMISSION)
    entry = register.register_entry(source, made, Edition.SUBMISSION, made_by=None, through=Through.COMMAND)
    assert (entry.base, entry.is_against_available) == (None, True)


def test_the_kept_bytes_are_those_of_the_digest() -> None:
    intact = WorkbookExport(content=b"PK", file_digest=sha256(b"PK").hexdigest())
    assert register.kept_content(intact) == b"PK"
    for content in (b"PX", b"", None):
        with pytest.raises(register.DamagedContent):
            register.kept_content(WorkbookExport(content=content, file_digest=intact.file_digest))


def test_looked_at_has_no_bytes(first_document: Program) -> None:
    with pytest.raises(register.DamagedContent):
        register.kept_content(looked_at(first_document))
