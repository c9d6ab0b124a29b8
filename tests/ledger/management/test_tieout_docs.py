"""docs/tie-outs.md is complete and says what the rules say now."""

import re

import pytest

from ledger.management.commands.tieout_docs import MEANINGS, PAGE, rules_page
from ledger.tieout import FAMILIES, RULES, VERDICTS, Rule
from ledger.tieout.kinds import KINDS


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run: python manage.py tieout_docs"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_has_its_anchor_and_both_sentences(rule: Rule) -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text.count(f'<a id="{rule.name}"></a>') == 1
    for sentence in rule.sentences:
        assert sentence
        assert sentence in text


def test_there_is_no_other_anchor() -> None:
    anchors = re.findall(r'<a id="(\w+)">', PAGE.read_text(encoding="utf-8"))
    assert sorted(anchors) == sorted(rule.name for rule in RULES)


def test_each_family_verdict_and_kind_of_cause_is_explained() -> None:
    assert set(MEANINGS) == set(VERDICTS)
    text = PAGE.read_text(encoding="utf-8")
    for key in (*FAMILIES, *VERDICTS, *KINDS):
        assert f"`{key}`" in text
