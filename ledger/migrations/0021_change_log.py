"""The log of changes, with what the histories of before kept; what is written from now on the database adds itself."""

from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from django.db import migrations, models

import sites.fields

AT_ONCE = 1_000


def carry_histories(apps, schema_editor):
    """Each state that a history kept becomes an entry of the log, beside the state before it, as it happened."""
    Change = apps.get_model("ledger", "Change")
    owners = Owners(apps)
    found = []
    for model in logged(apps):
        history = history_of(apps, model)
        states = history._base_manager.select_related("history_user").order_by("id", "history_date", "history_id")
        for _row, entries in groupby(states.iterator(AT_ONCE), key=lambda one: one.id):
            before = None
            for entry in entries:
                cells = cells_of(model, entry)
                is_removed = entry.history_type == "-"
                if is_removed or entry.history_type == "+" or not is_same(before, cells):
                    found.append(
                        Change(
                            **said_of(entry),
                            kind=model._meta.label_lower,
                            row=entry.id,
                            how=entry.history_type,
                            program=owners.program_of(model, cells),
                            before=cells if is_removed else None if entry.history_type == "+" else before,
                            after=None if is_removed else cells,
                        )
                    )
                before = cells
    found += changes_of_sites(apps, Change)
    # Who asks for the newest change asks for the one that was written last.
    found.sort(key=lambda one: one.at)
    Change._base_manager.bulk_create(found, batch_size=AT_ONCE)


def logged(apps):
    """The models of both apps that have a history."""
    for app in ("sites", "ledger"):
        models_of_app = list(apps.get_app_config(app).get_models())
        names = {model.__name__ for model in models_of_app}
        yield from (model for model in models_of_app if f"Historical{model.__name__}" in names)


def history_of(apps, model):
    return apps.get_model(model._meta.app_label, f"Historical{model.__name__}")


def said_of(entry):
    """When, who and why."""
    who = entry.history_user.username if entry.history_user else ""
    return {"at": entry.history_date, "who": who, "why": entry.history_change_reason or ""}


def cells_of(model, row):
    """The cells of a row, or of a state of it, by column, as JSON has them."""
    return {one.column: as_json(getattr(row, one.attname, None)) for one in model._meta.concrete_fields}


def as_json(cell):
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date | datetime) else cell


def is_same(before, cells):
    """Whether a row was only saved again: its revision alone is another."""
    return before is not None and {**before, "revision": 0} == {**cells, "revision": 0}


class Owners:
    """Which programme a row is of, from its links, as the ledger has them now or as a history last had them."""

    def __init__(self, apps):
        self.apps = apps
        self.links = {}

    def program_of(self, model, cells):
        """The id; None for what programmes share, for a row whose links are gone, and for one of two programmes."""
        if model._meta.label == "ledger.Program":
            return cells["id"]
        links = [one for one in model._meta.concrete_fields if one.many_to_one]
        own = {cells[one.column] for one in links if one.related_model._meta.label == "ledger.Program"} - {None}
        if own:
            return own.pop() if len(own) == 1 else None
        for link in links:
            if link.related_model is not model and cells[link.column] is not None:
                above = self.cells_above(link.related_model, cells[link.column])
                if above and (found := self.program_of(link.related_model, above)) is not None:
                    return found
        return None

    def cells_above(self, model, pk):
        key = (model._meta.label, pk)
        if key not in self.links:
            row = model._base_manager.filter(pk=pk).first()
            if row is None:
                history = self.history(model)
                row = history and history._base_manager.filter(id=pk).order_by("-history_date").first()
            self.links[key] = cells_of(model, row) if row else None
        return self.links[key]

    def history(self, model):
        try:
            return history_of(self.apps, model)
        except LookupError:
            return None


def changes_of_sites(apps, Change):
    """What came to, and went from, the sites of each milestone, state by state."""
    states = apps.get_model("ledger", "HistoricalMilestone")
    pairs = apps.get_model("ledger", "HistoricalMilestone_sites")
    through = apps.get_model("ledger", "Milestone").sites.through
    ids = {(one.milestone_id, one.site_id): one.pk for one in through._base_manager.all()}
    sites_of = {}
    for pair in pairs._base_manager.all():
        sites_of.setdefault(pair.history_id, set()).add(pair.site_id)
    kept = states._base_manager.select_related("history_user").order_by("id", "history_date", "history_id")
    for milestone, entries in groupby(kept, key=lambda one: one.id):
        before = None
        for entry in entries:
            now = set() if entry.history_type == "-" else sites_of.get(entry.history_id, set())
            if before is None:
                # What it had when its history begins came with it.
                before = now if entry.history_type == "~" else set()
            for site in before ^ now:
                # A relation that is gone had an id that nobody knows.
                pk = ids.setdefault((milestone, site), -1 - len(ids))
                cells = {"id": pk, "milestone_id": milestone, "site_id": site}
                is_new = site in now
                yield Change(
                    **said_of(entry),
                    kind="ledger.milestone_sites",
                    row=pk,
                    how="+" if is_new else "-",
                    program=entry.program_id,
                    before=None if is_new else cells,
                    after=cells if is_new else None,
                )
            before = now


def restore_histories(apps, schema_editor):
    """Each entry becomes a state of a history again; what a state named beside it is not known any more."""
    Change = apps.get_model("ledger", "Change")
    User = apps.get_model("auth", "User")
    users = dict(User._base_manager.values_list("username", "pk"))
    kinds = {model._meta.label_lower: model for model in logged(apps)}
    for kind, model in kinds.items():
        history = history_of(apps, model)
        states = []
        for change in Change._base_manager.filter(kind=kind).order_by("pk").iterator(AT_ONCE):
            cells = change.after or change.before
            states.append(
                history(
                    history_date=change.at,
                    history_type=change.how,
                    history_user_id=users.get(change.who),
                    history_change_reason=change.why[:100] or None,
                    **{
                        one.attname: one.to_python(cells.get(one.column))
                        for one in model._meta.concrete_fields
                        if one.column in cells
                    },
                )
            )
        history._base_manager.bulk_create(states, batch_size=AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ('ledger', '0020_shares_of_carry_overs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('who', models.CharField(blank=True, max_length=150, verbose_name='who')),
                ('why', models.TextField(blank=True, verbose_name='reason')),
                ('document_number', models.CharField(blank=True, max_length=100, verbose_name='document number')),
                ('door', models.CharField(blank=True, max_length=100, verbose_name='by way of')),
                ('request', models.CharField(blank=True, max_length=36, verbose_name='request')),
                ('kind', models.CharField(max_length=100, verbose_name='kind of row')),
                ('row', models.BigIntegerField(verbose_name='row')),
                ('how', models.CharField(choices=[('+', 'Entered'), ('~', 'Changed'), ('-', 'Removed')], max_length=1, verbose_name='what happened')),
                ('program', models.BigIntegerField(null=True, verbose_name='program')),
                ('before', models.JSONField(null=True, verbose_name='before')),
                ('after', models.JSONField(null=True, verbose_name='after')),
            ],
            options={
                'verbose_name': 'logged change',
                'verbose_name_plural': 'logged changes',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['kind', 'row', 'id'], name='ledger_change_of_row'), models.Index(fields=['program', 'id'], name='ledger_change_of_program'), models.Index(fields=['at'], name='ledger_change_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['+', '~', '-'])), name='ledger_change_how_known', violation_error_message='Choose one of the listed values.')],
            },
        ),
        migrations.RunPython(carry_histories, restore_histories),
    ]
