import json

import wagtail.fields
from django.db import migrations


INVITATION = ("invitation_title", "invitation", "invitation_link", "invitation_link_text")


def carry_over(apps, schema_editor):
    """What stood on the front page stands there still, and so it does in its revisions."""
    HomePage = apps.get_model("publishing", "HomePage")
    Revision = apps.get_model("wagtailcore", "Revision")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for row in HomePage.objects.values("pk", "welcome", *INVITATION):
        HomePage.objects.filter(pk=row["pk"]).update(front=json.dumps(blocks_of(row)))
    kind = ContentType.objects.filter(app_label="publishing", model="homepage").first()
    for revision in Revision.objects.filter(content_type=kind) if kind else ():
        if "front" not in revision.content:
            revision.content["front"] = json.dumps(blocks_of(revision.content))
            revision.save(update_fields=["content"])


def blocks_of(old):
    """The blocks that say what the fields said: welcome, the seven newest posts, the invitation."""
    title, words, link, link_words = (old.get(name) or "" for name in INVITATION)
    blocks = [
        {"type": "welcome", "value": {"words": old.get("welcome") or ""}},
        {"type": "newest", "value": {"heading": "", "topic": None, "many": 7, "first_is_large": True}},
    ]
    if title or words:
        value = {"heading": title, "words": words, "address": link, "link_words": link_words}
        blocks.append({"type": "invitation", "value": value})
    return blocks


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0004_submissions'),
    ]

    operations = [
        migrations.AddField(
            model_name='homepage',
            name='front',
            field=wagtail.fields.StreamField([('welcome', 1), ('newest', 6), ('chosen', 10), ('coming', 18), ('people', 22), ('invitation', 27), ('words', 29), ('picture', 32)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'help_text': "Left empty, the welcome words of the community's settings stand here.", 'label': 'Words', 'required': False}), 1: ('wagtail.blocks.StructBlock', [[('words', 0)]], {}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 80, 'required': False}), 3: ('wagtail.snippets.blocks.SnippetChooserBlock', ('publishing.Topic',), {'label': 'Only of this topic', 'required': False}), 4: ('wagtail.blocks.IntegerBlock', (), {'default': 7, 'label': 'How many', 'max_value': 12, 'min_value': 1}), 5: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'Show the first one large', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('heading', 2), ('topic', 3), ('many', 4), ('first_is_large', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 80}), 8: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Post', 'page_type': ['publishing.PostPage']}), 9: ('wagtail.blocks.ListBlock', (8,), {'label': 'Posts', 'max_num': 6, 'min_num': 1}), 10: ('wagtail.blocks.StructBlock', [[('heading', 7), ('posts', 9)]], {}), 11: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 120}), 12: ('wagtail.blocks.DateBlock', (), {'label': 'Day'}), 13: ('wagtail.blocks.DateBlock', (), {'label': 'Last day', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'help_text': '10:00 to 16:00, Leeds', 'label': 'Time and place', 'max_length': 160, 'required': False}), 15: ('folkmoot.publishing.blocks.leads.AddressBlock', (), {'label': 'Where it leads', 'max_length': 500, 'required': False}), 16: ('wagtail.blocks.StructBlock', [[('title', 11), ('day', 12), ('until', 13), ('words', 14), ('address', 15)]], {'label': 'Date'}), 17: ('wagtail.blocks.ListBlock', (16,), {'default': [], 'label': 'Dates'}), 18: ('wagtail.blocks.StructBlock', [[('heading', 2), ('dates', 17)]], {}), 19: ('folkmoot.publishing.blocks.front.ProfileBlock', (), {'label': 'Person'}), 20: ('wagtail.blocks.ListBlock', (19,), {'default': [], 'help_text': 'None chosen: the newest members who show themselves to everyone.', 'label': 'Chosen people'}), 21: ('wagtail.blocks.IntegerBlock', (), {'default': 6, 'label': 'How many', 'max_value': 24, 'min_value': 1}), 22: ('wagtail.blocks.StructBlock', [[('heading', 2), ('people', 20), ('many', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link'], 'label': 'Words', 'required': False}), 25: ('folkmoot.publishing.blocks.leads.AddressBlock', (), {'help_text': 'Left empty, the page on which one can say that one would like to join.', 'label': 'Where it leads', 'max_length': 500, 'required': False}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Words of the link', 'max_length': 80, 'required': False}), 27: ('wagtail.blocks.StructBlock', [[('heading', 23), ('words', 24), ('address', 25), ('link_words', 26)]], {}), 28: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'ol', 'ul', 'hr', 'document-link'], 'label': 'Words'}), 29: ('wagtail.blocks.StructBlock', [[('heading', 23), ('words', 28)]], {}), 30: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Picture'}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 500, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('picture', 30), ('caption', 31)]], {})}, verbose_name='from top to bottom'),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='homepage',
            name='invitation',
        ),
        migrations.RemoveField(
            model_name='homepage',
            name='invitation_link',
        ),
        migrations.RemoveField(
            model_name='homepage',
            name='invitation_link_text',
        ),
        migrations.RemoveField(
            model_name='homepage',
            name='invitation_title',
        ),
        migrations.RemoveField(
            model_name='homepage',
            name='welcome',
        ),
    ]
