"""The check of each day's column, on PostgreSQL.

Django compares a column's check by the kind of its field alone: altered from a plain date to a `DayField` the column
got none. SQLite, which builds the table anew, has it.
"""

from django.db import migrations

ALTERED = (
    ("executionsnapshot", "as_of"),
    ("milestone", "happened_on"),
    ("milestone", "until"),
    ("nationalgrant", "secured_on"),
    ("scheduleitem", "starts_on"),
    ("scheduleitem", "ends_on"),
    ("settlement", "recipients_as_of"),
)
"""Model and field of the days that 0013 altered."""


def checks(apps, schema_editor):
    """Model, name of the constraint, its SQL."""
    for name, field_name in ALTERED:
        model = apps.get_model("ledger", name)
        field = model._meta.get_field(field_name)
        constraint = f"{model._meta.db_table}_{field.column}_check"
        yield model, constraint, field.db_check(schema_editor.connection)


def add_checks(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model, constraint, check in checks(apps, schema_editor):
            schema_editor.execute(schema_editor._create_check_sql(model, constraint, check))


def remove_checks(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for model, constraint, _check in checks(apps, schema_editor):
            schema_editor.execute(schema_editor._delete_check_sql(model, constraint))


class Migration(migrations.Migration):

    dependencies = [("ledger", "0018_keep_older_editions")]

    operations = [migrations.RunPython(add_checks, remove_checks)]
