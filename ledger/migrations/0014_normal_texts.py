"""Puts the texts that are stored into their normal form: from now on every door does."""

from django.db import IntegrityError, migrations, models, transaction
from django.utils import timezone

from sites.texts import plain_code, plain_lines, plain_text

WRITTEN_ONCE = {"explanation", "workbookexport"}
"""Evidence: it stays as it was written."""
CODES = {("accountsubject", "code"), ("statedfigure", "row"), ("statedfigure", "column")}
REASON = "한글 조합형·공백·보이지 않는 글자 정리 | one normal form of texts"


def normal_form(field):
    """What puts the texts of a column into their normal form; None for a column that is left alone."""
    if (field.model._meta.model_name, field.name) in CODES:
        return plain_code
    if field.choices or (field.model._meta.model_name, field.name) == ("document", "source_text"):
        return None
    if isinstance(field, models.TextField):
        return plain_lines
    return plain_text if isinstance(field, models.CharField) else None


def normalize_texts(apps, schema_editor):
    """Rewrite what is not in its normal form, with a place in its history; say which rows would become one."""
    for label in ("sites", "ledger"):
        for model in apps.get_app_config(label).get_models():
            if not model._meta.model_name.startswith("historical") and model._meta.model_name not in WRITTEN_ONCE:
                for row in rewritten(model):
                    keep(apps, row)


def rewritten(model):
    """The rows of a table that are not in their normal form, put into it."""
    forms = {field.attname: normal_form(field) for field in model._meta.concrete_fields}
    forms = {name: form for name, form in forms.items() if form}
    if not forms:
        return
    for texts in model.objects.values("pk", *forms).order_by("pk"):
        plain = {name: form(texts[name]) for name, form in forms.items() if texts[name] is not None}
        if any(texts[name] != text for name, text in plain.items()):
            row = model.objects.get(pk=texts["pk"])
            for name, text in plain.items():
                setattr(row, name, text)
            yield row


def keep(apps, row):
    """Save a row and its place in the history; where another row has its key now, say so and leave it as it was."""
    meta = row._meta
    if hasattr(row, "revision"):
        row.revision += 1
    try:
        with transaction.atomic():
            models.Model.save(row)
            if f"historical{meta.model_name}" in apps.all_models[meta.app_label]:
                cells = {field.attname: getattr(row, field.attname) for field in meta.concrete_fields}
                apps.get_model(meta.app_label, f"historical{meta.model_name}").objects.create(
                    **cells, history_date=timezone.now(), history_type="~", history_change_reason=REASON
                )
    except IntegrityError:
        print(
            f"\n  /admin/{meta.app_label}/{meta.model_name}/{row.pk}/change/: 정리하면 다른 자료와 같아집니다. 하나를"
            " 지우거나 이름을 바꾸세요 | in its normal form it equals another row: delete or rename one of them"
        )


class Migration(migrations.Migration):
    dependencies = [("ledger", "0013_what_may_be_stored")]

    operations = [migrations.RunPython(normalize_texts, migrations.RunPython.noop)]
