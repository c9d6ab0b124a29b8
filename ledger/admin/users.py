"""Users: only the system administrator manages them."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

# The groups are the roles: ledger/roles.py makes them, nobody edits them.
admin.site.unregister(Group)

admin.site.site_header = _("Budget ledger: data entry")
admin.site.site_title = _("Budget ledger")
admin.site.index_title = _("Data entry")
