"""Users: only the system administrator manages them."""

from django.contrib import admin
from django.contrib.auth.models import Group

# The groups are the roles: ledger/roles.py makes them, nobody edits them.
admin.site.unregister(Group)
