"""The histories that an application kept are in the log of changes now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_what_may_be_stored"), ("ledger", "0021_change_log")]

    operations = [migrations.DeleteModel(name=name) for name in ("HistoricalSite", "HistoricalSiteKind")]
