"""`{% csrf_token %}` as every form of the ledger has it: beside the token against forgery one that is good for once.

Built into the templates (smartanchor/settings.py), so that no form can be without: Django's own pages of data entry
have it as ours do.
"""

from typing import Any

from django.template import Library
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ledger.models.desk.sent_form import ONCE as ONCE
from ledger.models.desk.sent_form import fresh_token

register = Library()


class FormFields(CsrfTokenNode):
    """What is hidden in a form that is sent by POST. Who is not signed in sends nothing that is saved once."""

    def render(self, context: Context) -> SafeString:
        against_forgery = SafeString(super().render(context))
        user = getattr(context.get("request"), "user", None)
        if not against_forgery or user is None or not user.is_authenticated:
            return against_forgery
        return against_forgery + once_field(user.get_username())


def once_field(username: str) -> SafeString:
    """The hidden field with a token that nobody has sent yet."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, fresh_token(username))


@register.tag
def csrf_token(parser: Parser, token: Token) -> Any:
    return FormFields()


def shown_to(text: str) -> str:
    """The account that the page with this field was shown to; '' where it says nothing."""
    return text.partition(":")[2]
