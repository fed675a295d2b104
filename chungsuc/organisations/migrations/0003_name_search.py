from django.db import migrations

from chungsuc.organisations import name_search


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0002_identity_event"),
    ]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: name_search.create(schema_editor.connection),
            lambda apps, schema_editor: name_search.drop(schema_editor.connection),
        ),
    ]
