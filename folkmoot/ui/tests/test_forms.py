"""Every form comes out alike: label, hint, optional, errors beside the field and in a summary."""

import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template

from folkmoot.ui.templatetags import ui


class Asking(forms.Form):
    name = forms.CharField(label="Your name", help_text="As you would like to be called.")
    place = forms.CharField(label="Where you work", required=False)
    statement = forms.CharField(label="Why", widget=forms.Textarea(attrs={"data-words": 150}))
    rhythm = forms.ChoiceField(
        label="How often?", widget=forms.RadioSelect, choices=[("week", "Weekly"), ("month", "Monthly")]
    )
    picture = forms.FileField(label="Picture", required=False)
    agree = forms.BooleanField(label="I agree")
    source = forms.CharField(widget=forms.HiddenInput, initial="post")

    def clean(self):
        if self.cleaned_data.get("name") == "Nobody":
            raise forms.ValidationError("Somebody must ask.")


def labels(html):
    found = re.findall(r"<(?:label class=\"field__label\"[^>]*|legend)>(.*?)</(?:label|legend)>", html, re.S)
    return [re.sub(r"<[^>]+>", "", label).strip() for label in found]


def test_labels_say_what_may_be_left_out():
    assert labels(str(Asking())) == [
        "Your name", "Where you work (optional)", "Why", "How often?", "Picture (optional)", "I agree",
    ]  # fmt: skip


def test_a_filter_does_not_say_optional():
    class Filter(Asking):
        say_optional = False

    assert labels(str(Filter()))[1] == "Where you work"


def test_as_div_as_p_and_the_form_itself_are_one():
    assert Asking().as_div() == Asking().as_p() == str(Asking())


def test_a_hint_belongs_to_its_field():
    html = str(Asking()["name"].as_field_group())
    assert '<div class="field__hint" id="id_name_helptext">As you would like to be called.</div>' in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_hidden_fields_are_there_and_have_no_label():
    html = str(Asking())
    assert '<input type="hidden" name="source" value="post" id="id_source">' in html


def test_an_unbound_form_has_no_summary():
    assert "<error-summary>" not in str(Asking())


def test_an_error_stands_beside_the_field_and_is_tied_to_it():
    form = Asking({"name": "", "statement": "Because", "rhythm": "week", "agree": "on", "source": "post"})
    html = str(form["name"].as_field_group())
    assert "data-wrong" in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


def test_the_summary_links_to_every_answer_that_is_wrong():
    html = str(Asking({"place": "Hull"}))
    links = re.findall(r'<li><a href="#([\w-]+)">(.*?)</a></li>', html, re.S)
    assert links == [
        ("id_name", "Your name: This field is required."),
        ("id_statement", "Why: This field is required."),
        ("id_rhythm_group", "How often? This field is required."),
        ("id_agree", "I agree: This field is required."),
        ("id_source", "Source: This field is required."),
    ]
    for target, _words in links:
        assert html.count(f'id="{target}"') == 1


def test_what_is_wrong_with_the_whole_stands_first():
    form = Asking({"name": "Nobody", "statement": "x", "rhythm": "week", "agree": "on", "source": "post"})
    assert re.findall(r"<li>(.*?)</li>", str(form.render()), re.S)[0].strip() == "Somebody must ask."


def test_a_page_that_places_the_summary_itself_gets_it_once():
    template = Template("{% error_summary form %}<p>between</p>{{ form.as_div }}")
    html = template.render(Context({"form": Asking({})}))
    assert html.count("<error-summary>") == 1
    assert html.index("<error-summary>") < html.index("between")


def test_the_name_of_a_chosen_file_is_told_after_an_error():
    files = {"picture": SimpleUploadedFile("me in Llŷn.png", b"x")}
    assert "<strong>me in Llŷn.png</strong>" in str(Asking({"name": ""}, files))
    assert "You had chosen" not in str(Asking({"name": ""}))


def test_what_a_person_typed_is_never_markup():
    html = str(Asking({"name": "<b>Ada</b>"}, {"picture": SimpleUploadedFile("<i>x</i>.png", b"x")}))
    assert "<b>" not in html
    assert "<i>" not in html


def test_words_are_counted_where_the_field_has_a_limit():
    html = str(Asking()["statement"].as_field_group())
    assert '<word-count for="id_statement" limit="150"' in html
    assert "At most 150 words" in html
    assert "word-count" not in str(Asking()["name"].as_field_group())


def test_the_form_tag_makes_a_whole_form(rf):
    template = Template("{% form form submit='Send application' action='/join/' back='/' %}")
    html = template.render(Context({"form": Asking(), "csrf_token": "token-of-the-page"}))
    assert 'method="post" action="/join/" enctype="multipart/form-data" novalidate' in html
    assert 'name="csrfmiddlewaretoken" value="token-of-the-page"' in html
    assert '<button class="button">Send application</button>' in html


def test_a_form_that_only_looks_carries_no_token():
    html = Template("{% form form submit='Filter' method='get' %}").render(
        Context({"form": Asking(), "csrf_token": "token-of-the-page"})
    )
    assert "token-of-the-page" not in html


def test_forms_on_one_page_have_summaries_of_their_own():
    one, other = ui.error_summary(Asking({}, prefix="a")), ui.error_summary(Asking({}, prefix="b"))
    assert 'id="problems-a"' in one
    assert 'id="problems-b"' in other
