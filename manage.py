#!/usr/bin/env python
"""Django's command line."""

import os
import sys
import uuid


def said_by_environment() -> dict[str, str]:
    """Why a command writes, and by which document: LEDGER_WHY and LEDGER_DOCUMENT, as far as the log holds them."""
    given = {"why": ("LEDGER_WHY", 1000), "document_number": ("LEDGER_DOCUMENT", 100)}
    return {part: os.environ.get(name, "").strip()[:longest] for part, (name, longest) in given.items()}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartanchor.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from sites.said import saying

    command = " ".join(sys.argv[:2])[:100]
    try:
        with saying(door=command, request=str(uuid.uuid4()), **said_by_environment()):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
