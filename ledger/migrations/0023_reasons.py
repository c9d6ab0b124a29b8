"""A movement and a carry-over say why and by which document: what older rows left blank is said not to be stated."""

from django.db import migrations, models

NOT_STATED = "미기재"


def say_what_is_not_stated(apps, schema_editor):
    """Fill blanks; where a movement with that number is there already, count its position on."""
    for name in ("BudgetMovement", "CarryOver"):
        rows = apps.get_model("ledger", name).objects
        rows.filter(reason="").update(reason=NOT_STATED, revision=models.F("revision") + 1)
        for row in rows.filter(document_number="").order_by("pk"):
            row.document_number = NOT_STATED
            if name == "BudgetMovement":
                alike = rows.filter(
                    fiscal_year=row.fiscal_year,
                    kind=row.kind,
                    decided_on=row.decided_on,
                    document_number=NOT_STATED,
                )
                taken = set(alike.values_list("position", flat=True))
                while row.position in taken:
                    row.position += 1
            row.revision += 1
            models.Model.save(row)
    # PostgreSQL changes no table of which something waits for the end of the transaction.
    schema_editor.connection.check_constraints()


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0022_no_histories'),
    ]

    operations = [
        migrations.RunPython(say_what_is_not_stated, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='budgetmovement',
            name='document_number',
            field=models.CharField(help_text='Where it is not known, write so: not stated.', max_length=100, verbose_name='document number'),
        ),
        migrations.AlterField(
            model_name='budgetmovement',
            name='reason',
            field=models.TextField(help_text='Where it is not known, write so: not stated.', verbose_name='reason'),
        ),
        migrations.AlterField(
            model_name='carryover',
            name='document_number',
            field=models.CharField(help_text='Where it is not known, write so: not stated.', max_length=100, verbose_name='document number'),
        ),
        migrations.AlterField(
            model_name='carryover',
            name='reason',
            field=models.TextField(help_text='Where it is not known, write so: not stated.', verbose_name='reason'),
        ),
        migrations.AddConstraint(
            model_name='budgetmovement',
            constraint=models.CheckConstraint(condition=models.Q(('document_number', ''), _negated=True), name='ledger_budgetmovement_document_number_is_said'),
        ),
        migrations.AddConstraint(
            model_name='budgetmovement',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='ledger_budgetmovement_reason_is_said'),
        ),
        migrations.AddConstraint(
            model_name='carryover',
            constraint=models.CheckConstraint(condition=models.Q(('document_number', ''), _negated=True), name='ledger_carryover_document_number_is_said'),
        ),
        migrations.AddConstraint(
            model_name='carryover',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='ledger_carryover_reason_is_said'),
        ),
    ]
