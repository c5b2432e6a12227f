"""Pictures made anew: upright, no larger than needed, without a word about where or how they were taken."""

import io

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from .kinds import LARGEST_PICTURE

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
LARGEST_SIDE = 2400
FACE = 320  # a person's picture
MOST_PIXELS = 24_000_000  # unpacked, some 100 MB
MOST_OF_A_JPEG = 100_000_000  # a camera's: it is unpacked at a fraction of its size
QUALITY = 82
TOO_MANY = _("This picture has too many pixels to be kept here. Make it smaller first, or save it as JPEG.")


def reencode(upload, max_side=LARGEST_SIDE, square=False):
    """The picture in `upload` as a WebP of at most `max_side` pixels, cut square on request.

    Answers a ContentFile that also has `width` and `height`. Raises ValidationError with plain words for what
    is no picture, is broken, or would unpack to more than a machine should hold.
    """
    if upload.size > LARGEST_PICTURE:
        raise ValidationError(
            gettext("This picture has %(size)s. At most %(largest)s can be kept here.")
            % {"size": filesizeformat(upload.size), "largest": filesizeformat(LARGEST_PICTURE)},
            code="large",
        )
    upload.seek(0)
    try:
        with Image.open(upload, formats=FORMATS) as opened:
            _refuse_bombs(opened)
            opened.draft(None, (max_side * 2, max_side * 2))  # a JPEG is unpacked no larger than needed
            picture = _in_plain_colours(ImageOps.exif_transpose(opened))
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY, code="pixels") from error
    except Exception as error:  # broken pictures make decoders raise nearly anything
        raise ValidationError(
            _("This is not a picture we can read. Choose a JPEG, PNG, GIF or WebP file."), code="unreadable"
        ) from error
    finally:
        upload.seek(0)
    return _as_webp(_in_size(picture, max_side, square))


def _refuse_bombs(picture):
    """The size is read from the header, before a single pixel is unpacked."""
    width, height = picture.size
    if width * height > (MOST_OF_A_JPEG if picture.format == "JPEG" else MOST_PIXELS):
        raise ValidationError(TOO_MANY, code="pixels")


def _in_plain_colours(picture):
    """RGB or RGBA, the colours of a camera's own profile carried over."""
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: take the colours as they are
    return picture.convert("RGBA" if has_alpha else "RGB")


def _in_size(picture, max_side, square):
    if square:
        side = min(max_side, *picture.size)
        return ImageOps.fit(picture, (side, side), Image.Resampling.LANCZOS)
    picture.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    return picture


def _as_webp(picture):
    bare = Image.new(picture.mode, picture.size)  # what it knew about its making stays behind
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, "WEBP", quality=QUALITY, method=4)
    content = ContentFile(buffer.getvalue(), name="picture.webp")
    content.width, content.height = bare.size
    return content
