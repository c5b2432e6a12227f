"""What is in another language than the page says so."""

import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize(
    ("page", "code", "said"),
    [("en-gb", "cy", ' lang="cy"'), ("en-gb", "en-gb", ""), ("cy", "en-gb", ' lang="en"'), ("cy", "", "")],
)
def test_only_where_it_differs(page, code, said):
    with translation.override(page):
        assert Template("<p{% in_language code %}>").render(Context({"code": code})) == f"<p{said}>"
