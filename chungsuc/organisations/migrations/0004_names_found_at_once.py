"""Makes the index of names anew: on PostgreSQL without the list of names still to be taken in, which each search read."""

from django.db import migrations

from chungsuc.organisations import name_search


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_name_search")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: name_search.create(schema_editor.connection), migrations.RunPython.noop
        )
    ]
