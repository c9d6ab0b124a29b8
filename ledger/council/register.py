"""The register of submissions (제출 대장): makes the council's workbook, and the entry that says so.

Page and command line make both here, so that they give the same bytes and leave the same record.
"""

from hashlib import sha256

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import translation
from django.utils.translation import gettext

from ledger.council.sheets import CouncilFile, council_file
from ledger.figures import versions
from ledger.figures.facts import Facts
from ledger.load.council import CouncilSource
from ledger.models import Edition, Program, Through, WorkbookExport
from ledger.workbook.file_name import file_name as named


class DamagedContent(ValueError):
    """The kept bytes are not those of which the register has the digest."""


def council_workbook(source: CouncilSource, edition: str) -> CouncilFile:
    """The file of an edition, in Korean whatever the reader's language: it is the council's, one for everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        return council_file(source, is_internal=edition == Edition.INTERNAL)


def workbook_file_name(facts: Facts, edition: str) -> str:
    """'스마트앵커 운영 2021 의회 제출.xlsx', '스마트앵커 운영 2021 내부 검토본.xlsx'."""
    with translation.override(settings.LANGUAGE_CODE):
        purpose = {
            Edition.SUBMISSION: gettext("for submission to the council"),
            Edition.INTERNAL: gettext("internal edition"),
        }[Edition(edition)]
        return named(facts.program.name, facts.year, purpose)


def register_entry(
    source: CouncilSource, made: CouncilFile, edition: str, *, made_by: User | None, through: Through
) -> WorkbookExport:
    """The entry of a workbook that was only looked at: not saved yet, and without its bytes."""
    facts = source.facts
    is_against_available = facts.base is not None and facts.base.kind == versions.AVAILABLE
    return WorkbookExport(
        program=Program.objects.get(slug=facts.program.slug),
        version_id=facts.version.id,
        base_id=facts.base.id if facts.base and not is_against_available else None,
        is_against_available=is_against_available,
        edition=edition,
        through=through,
        made_by=made_by,
        figures_digest=made.digest,
        file_digest=digest_of(made.content),
        size=len(made.content),
        layout=made.layout,
        file_name=workbook_file_name(facts, edition),
        open_count=made.open_count,
    )


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return sha256(content).hexdigest()


def kept_content(submission: WorkbookExport) -> bytes:
    """The very bytes that were handed in. Raises DamagedContent where they are no longer those."""
    content = bytes(submission.content or b"")
    if digest_of(content) != submission.file_digest:
        raise DamagedContent(submission.pk)
    return content
