"""Paper: a page of HTML as a PDF, in our own letters. The page with its styles for print is the other way."""

import logging
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import ImageFile

from .lifecycle import Refused

LETTERS = Path(__file__).parent.parent / "ui" / "faces" / "text.ttf"
FACE = f'@font-face {{ font-family: "Letters"; src: url("{LETTERS.as_uri()}"); }}'
log = logging.getLogger(__name__)


def pdf(html, *, css):
    """The bytes of a PDF of this page; its font lies in it. Raises Refused where the machine cannot make one.

    Nothing is fetched for it but our font and what the page itself holds (`data:`).
    """
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher

        ImageFile.LOAD_TRUNCATED_IMAGES = False  # as it sets it, cut uploads would pass
    except (ImportError, OSError) as error:  # Pango is a library of the system
        log.error("No PDF can be made here: %s", error)
        raise Refused(
            _("No PDF can be made on this machine: Pango is not installed. The page for printing works.")
        ) from error
    fonts = FontConfiguration()

    class OurFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            if not url.startswith("data:") and url != LETTERS.as_uri():
                raise ValueError("Only what the page itself holds stands on paper.")
            return super().fetch(url, headers)

    fetch = OurFetcher(allowed_protocols=["data", "file"])
    styles = [weasyprint.CSS(string=text, font_config=fonts, url_fetcher=fetch) for text in (FACE, css)]
    page = weasyprint.HTML(string=html, url_fetcher=fetch)
    return page.write_pdf(stylesheets=styles, font_config=fonts)
