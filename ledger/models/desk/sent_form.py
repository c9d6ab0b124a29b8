"""Forms that were sent and what came of them, so that one that is sent twice is saved once."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sites.fields import Evidence, ShortText
from sites.rights import Rights

__all__ = ["ONCE", "SentForm", "fresh_token"]

ONCE = "sent_once"
"""The name of the field: '6f1c…:finance', a token and the account that the page was shown to."""


def fresh_token(username: str) -> str:
    """What the field holds for an account: a token that nobody has sent yet."""
    return f"{uuid.uuid4()}:{username}"


class SentForm(models.Model):
    """A form that was sent and saved. Key: its token, which the page was shown with.

    `address` is where it was sent, `content` a keyed digest of what was sent (64 hexadecimal digits), `request` the one
    that saved it, as the log of changes has it. `answer` is where its sender was led; `page` the page itself where the
    answer led nowhere (the small window that adds a row). It is written in the transaction of what it saves: one is
    there exactly when the other is. What `only_changed` rows may be sent again with other words, which their revisions
    look after. Written by no form: no duty brings a right to it.
    """

    RIGHTS = Rights()

    token = models.UUIDField(_("token"), primary_key=True, default=uuid.uuid4)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("who"), related_name="sent_forms"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    address = Evidence(_("address"))
    content = ShortText(_("digest of what was sent"), max_length=64)
    request = ShortText(_("request"), max_length=36)
    answer = Evidence(_("address of the answer"), blank=True)
    page = Evidence(_("page of the answer"), blank=True)
    only_changed = models.BooleanField(_("only changed rows that were there"), default=False)

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.token)
