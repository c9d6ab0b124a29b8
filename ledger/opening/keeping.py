"""An edition keeps what it shows: what it reads from the shared rows is written down before these move on.

While an edition is the latest and open, a site or an organisation that it does not state reads as the shared row has
it, so that nothing is entered twice. Before a later edition begins, and before its version is confirmed, it is written
into the edition itself; from then on no change of a site or of the programme reaches it. `keep_earlier` and
`keep_decided` hear of either by every door that saves a document or a step of a version.
"""

from contextlib import AbstractContextManager
from typing import Any

from django.utils.translation import gettext as _

from ledger.figures import facts
from ledger.figures.editions import BLANKS, KINDS, OPEN, seen_from, sites_of_edition
from ledger.load.program import documents_of, read_versions
from ledger.load.rows import program_of
from ledger.load.sites import known_sites, stated_sites
from ledger.models import Document, DocumentSite, VersionTransition
from sites.said import SAID, saying

KEPT = (*BLANKS, *KINDS, "unit", "position")
"""What of a site is written into an edition."""


def stated(document: Document, site: facts.Site, *, is_complete: bool = False) -> DocumentSite:
    """The row of an edition that says of a site what the fact of it says; not saved."""
    cells = {name: getattr(site, name) for name in KEPT}
    return DocumentSite(document=document, site_id=site.id, is_complete=is_complete, **cells)


def keep(document: Document) -> None:
    """Write into an edition what it reads from elsewhere: of its sites, and its bureau and division.

    What it says itself stays; nothing is written where it has kept everything already.
    """
    program = document.program
    versions, _thresholds = read_versions(program)
    documents = documents_of(program, versions)
    own = next(one for one in documents if one.id == document.pk)
    version = next(one for one in versions if one.key == own.version)
    keep_organisation(document, program_of(program, own))
    rows = {row.site_id: row for row in document.document_sites.all()}
    sites = sites_of_edition(
        known_sites(program, version.fiscal_year),
        stated_sites(program),
        seen_from(documents, versions, version, own),
    )
    new = [stated(document, site, is_complete=True) for site in sites if site.id not in rows]
    changed = []
    for site in sites:
        row = rows.get(site.id)
        if row is not None and not row.is_complete:
            for name in KEPT:
                setattr(row, name, getattr(site, name))
            row.is_complete = True
            row.revision += 1
            changed.append(row)
    with kept_by_itself():
        DocumentSite.objects.bulk_create(new)
        DocumentSite.objects.bulk_update(changed, [*KEPT, "is_complete", "revision"])


def kept_by_itself() -> AbstractContextManager[None]:
    """What is written inside says so: no document asks for it but that of the change which brings it about, if any."""
    number = SAID.get().document_number or _("none: kept by the ledger itself")
    return saying(why=_("kept as the edition showed it"), document_number=number)


def keep_organisation(document: Document, program: facts.Program) -> None:
    """Write the bureau and the division that an edition reads from the programme into it."""
    if (document.bureau, document.division) != (program.bureau, program.division):
        document.bureau, document.division = program.bureau, program.division
        with kept_by_itself():
            document.save(update_fields=["bureau", "division"])


def keep_earlier(sender: type[Document], instance: Document, raw: bool = False, **kwargs: Any) -> None:
    """Before a new edition of a programme is saved: the others that are still open keep what they show (pre_save).

    A fixture says itself what its editions print.
    """
    if raw or not instance._state.adding or None in (instance.program_id, instance.version_id):
        return
    earlier = Document.objects.filter(
        program=instance.program_id,
        version__status__in=OPEN,
        version__fiscal_year__lte=instance.version.fiscal_year,
    )
    for document in earlier.select_related("program", "version"):
        keep(document)


def keep_decided(
    sender: type[VersionTransition], instance: VersionTransition, raw: bool = False, **kwargs: Any
) -> None:
    """Before a version is confirmed: its editions keep what they show (pre_save of the step, which then moves it)."""
    if raw or instance.from_status not in OPEN or instance.to_status in OPEN:
        return
    for document in Document.objects.filter(version=instance.version_id).select_related("program"):
        keep(document)
