"""A row's items become lines of text: a fifth of a nation's import went into reading and writing them as JSON."""

import json

from django.db import migrations, models


def _line(item: dict, number: int) -> str:
    column = item["c"].rstrip("0123456789")
    kept = {**item, "c": column} if item["c"] == f"{column}{number}" else item
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _item(line: str, number: int) -> dict:
    item = json.loads(line)
    return {**item, "c": f"{item['c']}{number}"} if item["c"].isalpha() else item


def pack(apps, schema_editor) -> None:
    rows = apps.get_model("imports", "BatchRow").objects
    for row in rows.only("number", "payload", "lines").iterator(chunk_size=200):
        row.lines = "\n".join(_line(item, row.number) for item in row.payload)
        row.save(update_fields=["lines"])


def unpack(apps, schema_editor) -> None:
    rows = apps.get_model("imports", "BatchRow").objects
    for row in rows.only("number", "payload", "lines").iterator(chunk_size=200):
        row.payload = [_item(line, row.number) for line in row.lines.split("\n") if line]
        row.save(update_fields=["payload"])


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
    ]

    operations = [
        migrations.AddField("batchrow", "lines", models.TextField(blank=True, default="", verbose_name="nội dung")),
        migrations.RunPython(pack, unpack, elidable=True),
        migrations.RemoveField("batchrow", "payload"),
    ]
