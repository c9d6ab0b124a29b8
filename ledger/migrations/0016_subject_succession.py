import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def clear_reversed_ends(apps, schema_editor):
    """A subject that ended before it began meant nothing that could be kept: it has no end, and its history says so."""
    subjects = apps.get_model("ledger", "AccountSubject")
    history = apps.get_model("ledger", "HistoricalAccountSubject")
    for row in subjects.objects.filter(valid_until__lt=models.F("valid_from")):
        reason = f"valid until {row.valid_until}, before it begins"
        row.valid_until, row.revision = None, row.revision + 1
        row.save()
        state = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        history.objects.create(
            **state, history_date=timezone.now(), history_type="~", history_change_reason=reason
        )


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0015_version_life'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Nothing to take back: what was reversed stays without an end.
        migrations.RunPython(clear_reversed_ends, migrations.RunPython.noop),
        migrations.CreateModel(
            name='HistoricalSubjectSuccession',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False, verbose_name='revision')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical subject succession',
                'verbose_name_plural': 'historical subject successions',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
        ),
        migrations.CreateModel(
            name='SubjectSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField(db_default=1, default=1, editable=False, verbose_name='revision')),
            ],
            options={
                'verbose_name': 'subject succession',
                'verbose_name_plural': 'subject successions',
                'ordering': ['new__code', 'old__code', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='accountsubject',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='ledger_accountsubject_ends_after_it_begins', violation_error_message='A subject cannot end before it begins: give a last year that is not before the first, or none.'),
        ),
        migrations.AddField(
            model_name='historicalsubjectsuccession',
            name='history_user',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalsubjectsuccession',
            name='new',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.accountsubject', verbose_name='new subject'),
        ),
        migrations.AddField(
            model_name='historicalsubjectsuccession',
            name='old',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='ledger.accountsubject', verbose_name='old subject'),
        ),
        migrations.AddField(
            model_name='subjectsuccession',
            name='new',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='ledger.accountsubject', verbose_name='new subject'),
        ),
        migrations.AddField(
            model_name='subjectsuccession',
            name='old',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='ledger.accountsubject', verbose_name='old subject'),
        ),
        migrations.AddConstraint(
            model_name='subjectsuccession',
            constraint=models.UniqueConstraint(fields=('old', 'new'), name='ledger_subjectsuccession_key'),
        ),
    ]
