#!/usr/bin/env python
"""Django's command line."""

import os
import sys
import uuid


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartanchor.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from sites.said import saying

    command = " ".join(sys.argv[:2])[:100]
    try:
        with saying(door=command, request=str(uuid.uuid4())):
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
