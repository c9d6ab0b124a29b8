"""Accessibility as axe sees it."""

from collections.abc import Iterable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""WCAG 2.2 up to level AA, and what axe calls good practice."""


def axe(page: Page, *, except_for: Iterable[str] = (), only: Iterable[str] = ()) -> None:
    """Fail with a readable list where axe finds a rule broken.

    `except_for` names rules that may be broken here; `only` names those to look at instead of all.
    """
    rules = list(only)
    options = {
        "resultTypes": ["violations"],
        # Only an experimental rule needs it, and it asks for the admin's imported sheets at wrong addresses.
        "preload": False,
        "runOnly": {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS},
        "rules": {rule: {"enabled": False} for rule in except_for},
    }
    violations = Axe().run(page, options=options).response["violations"]
    if violations:
        lines = [f"axe finds {len(violations)} rules broken on {page.url}, {page.viewport_size}:"]
        for one in violations:
            lines.append(f"- {one['id']} ({one['impact']}): {one['help']}, {one['helpUrl']}")
            for node in one["nodes"][:5]:
                lines += [f"    {' '.join(map(str, node['target']))}", f"      {node['html'][:200]}"]
                lines += [
                    f"      {check['message']}" for check in (*node["any"], *node["all"], *node["none"])
                ]
            if len(one["nodes"]) > 5:
                lines.append(f"    and {len(one['nodes']) - 5} more")
        pytest.fail("\n".join(lines), pytrace=False)
