"""The HTML of a letter is made from its text."""

from folkmoot.activity.letters import to_html


def test_paragraphs_lists_quotations_and_links():
    text = (
        "Dear Ada,\n\nlook:\n- one & two\n- three\n\n> said\n> twice\n\nMore: https://example.org/a?b=1&c=2."
    )

    assert to_html(text) == (
        "<p>Dear Ada,</p>\n"
        "<p>look:</p>\n<ul><li>one &amp; two</li><li>three</li></ul>\n"
        '<blockquote class="quotation"><p>said<br>twice</p></blockquote>\n'
        '<p>More: <a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a>.</p>'
    )


def test_the_one_thing_to_do_is_a_button(settings):
    settings.SITE_URL = "https://common.example.org"
    assert to_html("→ Read the comment: https://common.example.org/read/x/#c-1") == (
        '<p class="action"><a href="https://common.example.org/read/x/#c-1">Read the comment</a></p>'
    )


def test_a_button_leads_nowhere_else(settings):
    """Someone's words can imitate the line; the address then stays in sight."""
    settings.SITE_URL = "https://common.example.org"
    for url in ["https://evil.example/", "https://common.example.org.evil.example/", "javascript:alert(1)"]:
        assert "action" not in to_html(f"→ Sign in: {url}")
        assert "javascript" not in "".join(to_html(f"→ Sign in: {url}").split("href=")[1:])


def test_an_address_cannot_break_out_of_its_link():
    assert to_html('https://example.org/"onmouseover="alert(1)') == (
        '<p><a href="https://example.org/">https://example.org/</a>&quot;onmouseover=&quot;alert(1)</p>'
    )
