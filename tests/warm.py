"""What a process does once that its children would each do again: for those that are forked and not started."""

from pathlib import Path


def warm_up() -> None:
    """Import what a request needs, read the catalogue, compile the templates. Opens no database: each child does."""
    from django.conf import settings
    from django.db.migrations.loader import MigrationLoader
    from django.template import engines
    from django.template.loader import get_template
    from django.test.client import ClientHandler
    from django.urls import reverse
    from django.utils import translation

    reverse("programs_page")
    translation.activate(settings.LANGUAGE_CODE)
    for folder in map(Path, engines["django"].template_dirs):
        for file in folder.rglob("*.html"):
            get_template(str(file.relative_to(folder)))
    MigrationLoader(None)
    ClientHandler().load_middleware()
