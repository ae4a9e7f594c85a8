"""The newspapers' own dictionaries: words that search ranks by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_prepared_issue_and_column'),
    ]

    operations = [
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('text', models.CharField(max_length=16, verbose_name='word')),
                ('kind', models.CharField(choices=[('person', "person's name"), ('place', 'place name'), ('organisation', 'organisation'), ('column', 'column'), ('other', 'other')], default='other', max_length=16, verbose_name='kind')),
                ('newspaper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='articles.newspaper', verbose_name='newspaper')),
            ],
            options={
                'verbose_name': 'word of the dictionary',
                'verbose_name_plural': 'dictionary',
                'ordering': ['text', 'id'],
                'constraints': [models.UniqueConstraint(fields=('newspaper', 'text'), name='term_text', violation_error_message="This newspaper's dictionary has this word."), models.CheckConstraint(condition=models.Q(('text__regex', '\\A\\S{2,16}\\Z')), name='term_length', violation_error_message='A word has 2 to 16 characters and no spaces.')],
            },
        ),
    ]
