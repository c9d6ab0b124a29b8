"""Rows that are numbered among those that share the rest of their key."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.record import Record


class Numbered(Record):
    """A row whose key ends in `position`: given, or counted on among the rows that are alike in the rest of the key."""

    position = models.PositiveIntegerField(
        _("position"), blank=True, help_text=_("Blank counts on: the second of its kind is 2.")
    )

    class Meta(Record.Meta):
        abstract = True

    def clean(self) -> None:
        """Count on before the key is looked at."""
        super().clean()
        self.take_position()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_position()
        super().save(*args, **kwargs)

    def take_position(self) -> None:
        """The next position, where none is given and the rest of the key is."""
        fields = (self._meta.get_field(name) for name in self.KEY if name != "position")
        alike = {field.attname: getattr(self, field.attname) for field in fields}  # type: ignore[union-attr]
        if self.position is None and None not in alike.values():
            last = type(self)._default_manager.filter(**alike).aggregate(last=models.Max("position"))["last"]
            self.position = (last or 0) + 1
