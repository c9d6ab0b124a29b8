"""Views of a page that people keep: the address is the state, so a view is a name for a query."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.fields import ShortText
from sites.rights import Rights

__all__ = ["SavedView"]


class SavedView(models.Model):
    """A name for a page's query (filters, order), its owner's own or shared with all. Key: owner, page, name.

    No figure and no ledger row: it holds what stands behind the '?' of an address and nothing else. A page makes it: no
    duty brings a right to it.
    """

    RIGHTS = Rights()

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("owner"), related_name="saved_views"
    )
    page = ShortText(_("page"), max_length=200, default="/")
    name = ShortText(_("name"), max_length=60)
    query = ShortText(_("query"), max_length=1000, blank=True)
    is_shared = models.BooleanField(_("shared with all"), default=False)
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "page", "name"], name="ledger_savedview_key"),
        ]

    def __str__(self) -> str:
        return self.name
