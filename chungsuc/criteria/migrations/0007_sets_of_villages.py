from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("criteria", "0006_one_index_a_year")]

    operations = [
        migrations.AddField(
            model_name="criteriaset",
            name="unit_kind",
            field=models.CharField(default="commune", max_length=20, verbose_name="loại đơn vị được xét"),
        ),
    ]
