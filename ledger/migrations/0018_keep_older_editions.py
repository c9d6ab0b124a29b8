"""Editions that are not the latest keep what they show of sites and organisation."""

from django.db import migrations

ORDER = ("request", "proposal", "amended", "deemed", "original", "supplementary", "final")
OPEN = ("draft", "submitted")
CELLS = (
    *("construction_cost", "unit", "area", "area_kind", "floors_above", "floors_below", "floors_used"),
    *("spaces", "address", "status", "note"),
)


def keep_what_older_editions_show(apps, schema_editor):
    """Write what sites and programmes say today into each edition that a later one follows or that is confirmed.

    The others go on reading it; ledger/opening/keeping.py keeps theirs when their time comes.
    """
    for program in apps.get_model("ledger", "Program").objects.all():
        documents = sorted(program.documents.select_related("version"), key=order_of)
        for document in documents:
            if document is documents[-1] and document.version.status in OPEN:
                continue
            document.bureau, document.division = program.bureau, program.division
            document.save(update_fields=["bureau", "division"])
            keep_sites(apps, document)


def order_of(document):
    version = document.version
    return version.fiscal_year, ORDER.index(version.kind), version.sequence, document.pk


def keep_sites(apps, document):
    """A row for each site that the programme lists, or that its lines or grants up to the year of the edition name."""
    program, year = document.program_id, document.version.fiscal_year
    positions = dict(
        apps.get_model("ledger", "ProgramSite").objects.filter(program=program).values_list("site", "position")
    )
    lines = apps.get_model("ledger", "BudgetLineItem").objects.filter(
        allocation__program=program, allocation__version__fiscal_year__lte=year, site__isnull=False
    )
    grants = apps.get_model("ledger", "NationalGrant").objects.filter(
        program=program, secured_on__year__lte=year, site__isnull=False
    )
    ids = {*positions, *lines.values_list("site", flat=True), *grants.values_list("site", flat=True)}
    row = apps.get_model("ledger", "DocumentSite")
    row.objects.bulk_create(
        row(
            document=document,
            site=site,
            position=positions.get(site.pk),
            is_complete=True,
            **{cell: getattr(site, cell) for cell in CELLS},
        )
        for site in apps.get_model("sites", "Site").objects.filter(pk__in=ids)
    )


class Migration(migrations.Migration):

    dependencies = [
        ("ledger", "0017_editions"),
    ]

    operations = [
        migrations.RunPython(keep_what_older_editions_show, migrations.RunPython.noop),
    ]
