"""The components, as template tags. They are builtins: no `{% load %}` in a page.

A page:
    {% extends "base.html" %}
    {% block title %}…{% endblock %}               the words in the tab; the community's name follows
    {% block width %}wide{% endblock %}            for tables and lists of many; else one column of reading
    {% block breadcrumbs %}{% breadcrumbs _("Team") team_url _("Moderation") %}{% endblock %}
    {% block content %}<h1>…</h1> …{% endblock %}   the one h1 is the page's own
    {% block aside %}<aside class="page__aside" aria-label="…">…</aside>{% endblock %}
    {% block head %}{% htmx %}{% endblock %}       only where a page uses data-hx-…
    {% block description %}{% link_preview title words %}{% endblock %}   on pages for everyone

Forms (`folkmoot.ui.forms` renders the fields):
    {% form form submit=_("Send comment") %}       the whole form; also action= method= kind= back= name=
    {% error_summary form %} … {{ form.as_div }}   laid out by hand; as_div alone brings its summary too
    {% field form.title %}                         one field of it
    {% autosave "comment-7" url %}               inside a form: keeps what is typed; no url: in the browser
    {% leave_check %}                              inside a form: asks before unsaved words are left behind
    <button class="button" data-kind="quiet|grave|link" data-size="small">Verb an object</button>

Blocks (each with an end tag):
    {% card title=… url=… tone="plain|warm|sunk" %}…{% endcard %}
    {% notice tone="info|yes|warn|no" title=… %}<p>…</p>{% endnotice %}
    {% empty title=_("No comments yet") icon="message-circle" %}what would be here, first step{% endempty %}
    {% disclosure _("How we moderate") open=False %}…{% enddisclosure %}
    {% confirm _("Delete this comment") %}what will happen, and the form{% endconfirm %}
    {% table _("Caption") %}<thead>…</thead><tbody>…</tbody>{% endtable %}   stacks=True: as blocks on a phone
    {% quote by="Ada Thomas" %}…{% endquote %}

Pieces:
    {% icon "search" %}                            always beside words; names: folkmoot/ui/icons/used.txt
    {% badge _("Draft") tone="info|plain|yes|warn|no" %}
    {% avatar person size="s|m|l" %}               a picture, or quiet initials
    {% person person size="s|m|l" %}               anything with a name and, if it has them, role, place,
                                                   picture (a file or an address), url or get_absolute_url
    {% byline authors when=post.published_at %}
    {% breadcrumbs label url label url … label %}  the last, without an address, is this page
    {% pager page %}                               a Paginator page; keeps the filters in the address
    {% tabs items label=… %}                       links: dicts of label, url, current (or "page"), count;
                                                   a second row at once after it: what is in the open one
    {% filters_in_use filters %}                   links that let go of one: dicts of title, label, url
    {% narrowing groups summary label=… %}         those there are to choose: dicts of title, links as in tabs
    {% progress done total label=… seconds_left=… %}
    {% stat number label period=… url=… %}
    {% chart figure %}                             folkmoot.ui.charts.Bars or Line; its title says the finding
    {% when moment %} {% when start end %} {% when moment style="day|short|time" zone="Europe/London" %}
    <p{% in_language post.language %}>             ` lang="cy"` where that is not the page's own language
    {% export url %}                               takes the list on this page away: CSV or XLSX, by POST
    {% copy_link url %}                            the address, and a click that copies it
    {% contrasts community.colour as themes %}     how a colour is shaded and how well it reads

Plain classes: lead eyebrow stack grid cluster prose plain soft small measure out-of-sight facts tags buttons;
`entry` (a post in a list) and `message` (one thing said in a thread) are written as in ui/styleguide.html.
"""

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from folkmoot.ui import charts, colour, icons, people, tables, times

register = template.Library()

TONES = {"success": "yes", "warning": "warn", "error": "no"}
NOTICE_ICONS = {"info": "info", "yes": "circle-check", "warn": "triangle-alert", "no": "circle-alert"}


def _drawn(name, /, **context):
    return render_to_string(f"ui/{name}.html", context)


# The frame of a page


@register.simple_tag(takes_context=True)
def theme_links(context):
    """The community's accent as a stylesheet, and the picture in the tab in the same colour."""
    chosen = getattr(context.get("community"), "colour", "") or colour.DEFAULT
    chosen = (chosen if colour.is_hex(chosen) else colour.DEFAULT).lower().lstrip("#")
    return format_html(
        '<link rel="stylesheet" href="{}">\n  <link rel="icon" type="image/svg+xml" href="{}?colour={}">',
        reverse("ui:theme", args=[chosen]),
        reverse("ui:favicon"),
        chosen,
    )


@register.inclusion_tag("ui/link_preview.html", takes_context=True)
def link_preview(context, title, words=""):
    """In the head of a page for everyone: its one address, what it is, and what a link to it shows."""
    request = context["request"]
    number = request.GET.get("page", "")
    page = f"?page={number}" if number.isdecimal() and number not in {"0", "1"} else ""
    return {
        "address": f"{settings.SITE_URL}{request.path}{page}",
        "title": title,
        "words": words,
        "community": context.get("community"),
        "card": context.get("share_card"),
    }


@register.simple_tag
def contrasts(chosen):
    """A colour as it is used on light and on dark paper, with its contrasts: pairs of word and `Theme`."""
    chosen = chosen if colour.is_hex(chosen) else colour.DEFAULT
    return [(_("Light"), colour.theme(chosen, "light")), (_("Dark"), colour.theme(chosen, "dark"))]


@register.simple_tag
def htmx():
    """For `{% block head %}` of pages that swap parts: htmx without eval and without styles of its own."""
    return format_html(
        '<meta name="htmx-config" content=\'{}\'>\n  <script src="{}" defer></script>',
        mark_safe('{"includeIndicatorCSS":false,"transitions":false}'),
        static("ui/vendor/htmx.min.js"),
    )


@register.filter
def tone(level):
    """A message's level as the tone of its notice."""
    return TONES.get(level, "info")


@register.simple_tag
def icon(name):
    return icons.svg(name)


# Forms


@register.filter
def says_optional(field):
    wanted = getattr(field.form, "say_optional", True)
    return wanted and not field.field.required and not field.field.disabled


@register.filter
def words_allowed(field):
    return field.field.widget.attrs.get("data-words")


@register.filter
def chosen_before(field):
    """The name of a file that was chosen in a form that came back: browsers forget the file itself."""
    if not field.form.is_bound or not getattr(field.field.widget, "needs_multipart_form", False):
        return ""
    return getattr(field.data, "name", "") or "" if field.form.errors else ""


@register.simple_tag
def field(bound):
    return bound.as_field_group()


@register.simple_tag
def error_summary(form):
    """What has to be put right, linking to each answer. Empty where nothing is wrong."""
    form.summary_shown = True
    if not form.is_bound or not form.errors:
        return ""
    problems = [{"words": words} for words in form.non_field_errors()]
    for bound in form:
        group = bound.use_fieldset and not bound.id_for_label
        target = f"{bound.auto_id}_group" if group else bound.id_for_label or bound.auto_id
        problems += [
            {"label": _with_colon(bound.label), "target": target, "words": words} for words in bound.errors
        ]
    part = form.prefix or getattr(form, "summary_name", "")
    name = f"problems-{part}" if part else "problems"
    return _drawn("summary", problems=problems, name=name)


def _with_colon(label):
    return label if str(label).endswith(("?", ":", ".", "!")) else f"{label}:"


@register.inclusion_tag("ui/form.html", takes_context=True)
def form(context, form, *, submit, action="", method="post", kind="", back="", name=""):
    return {
        "form": form, "submit": submit, "action": action, "method": method, "kind": kind, "back": back,
        "name": name, "csrf_token": context.get("csrf_token"),
    }  # fmt: skip


@register.simple_tag
def autosave(key, src="", page=""):
    """Inside a form: keeps what is typed and says when: at the address `src`, else in the browser.

    `page` is where the form opens by itself, for going on; without it, the page it stands on.
    """
    return _drawn("autosave", key=key, src=src, page=page)


@register.simple_tag
def in_language(code):
    """Inside a tag: ` lang="cy"` around what is in another language than the page; else nothing."""
    code, spoken = (code or "").partition("-")[0], (get_language() or "").partition("-")[0]
    return format_html(' lang="{}"', code) if code and code != spoken else ""


@register.simple_tag
def leave_check():
    return format_html(
        '<leave-check data-ask="{}"></leave-check>', _("What you typed is not saved yet. Leave it?")
    )


# Blocks


@register.simple_block_tag
def card(content, *, title="", url="", tone="plain", level=3):
    return _drawn("card", content=content, title=title, url=url, tone=tone, level=level)


@register.simple_block_tag
def notice(content, *, tone="info", title=""):
    return _drawn("notice", content=content, tone=tone, title=title, icon_name=NOTICE_ICONS[tone])


@register.simple_block_tag
def empty(content, *, title, icon="", level=2):
    return _drawn("empty", content=content, title=title, icon_name=icon, level=level)


@register.simple_block_tag
def disclosure(content, summary, *, open=False):
    return _drawn("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def confirm(content, label, *, kind="quiet", size="small"):
    """A grave act in two steps without JavaScript: the button opens what it would do, and the real one."""
    return _drawn("confirm", content=content, label=label, kind=kind, size=size)


@register.simple_block_tag
def table(content, caption, *, caption_shown=True, stacks=False):
    """`stacks`: on a phone each row is a block of its own, in which every cell says what it is."""
    content = tables.stacked(content) if stacks else content
    return _drawn("table", content=content, caption=caption, caption_shown=caption_shown, stacks=stacks)


@register.simple_block_tag
def quote(content, *, by=""):
    return _drawn("quote", content=content, by=by)


# Pieces


@register.simple_tag
def badge(words, *, tone="info"):
    return format_html('<span class="badge" data-tone="{}">{}</span>', tone, words)


@register.simple_tag
def avatar(person, *, size="m"):
    return _drawn("avatar", person=people.shown(person), size=size)


@register.simple_tag
def person(someone, *, size="m", role=None, place=None, url=None, picture=None):
    given = {"role": role, "place": place, "url": url, "picture": picture}
    shown = people.shown(someone, **{key: value for key, value in given.items() if value is not None})
    return _drawn("person", person=shown, size=size)


@register.simple_tag(takes_context=True)
def byline(context, authors, *, when=None):
    return _drawn("byline", authors=[people.shown(author) for author in authors], when=when)


@register.simple_tag
def breadcrumbs(*pairs):
    trail = [{"label": label, "url": url} for label, url in zip(pairs[:-1:2], pairs[1::2], strict=False)]
    return _drawn("breadcrumbs", trail=trail, here=pairs[-1] if len(pairs) % 2 else "")


@register.simple_tag(takes_context=True)
def pager(context, page: Page, *, name="page", label=""):
    """Earlier and later pages as links with addresses of their own."""
    if page.paginator.num_pages < 2:
        return ""
    query = context["request"].GET.copy() if "request" in context else None

    def address(number):
        if query is None:
            return f"?{name}={number}"
        kept = query.copy()
        kept.pop(name, None)
        if number > 1:
            kept[name] = number
        return f"?{kept.urlencode()}" if kept else context["request"].path

    numbers = [
        {
            "number": number,
            "url": address(number) if isinstance(number, int) else "",
            "current": number == page.number,
        }
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return _drawn(
        "pager",
        numbers=numbers,
        earlier=address(page.previous_page_number()) if page.has_previous() else "",
        later=address(page.next_page_number()) if page.has_next() else "",
        label=label or _("Pages"),
    )


@register.simple_tag
def tabs(items, *, label):
    return _drawn("tabs", items=items, label=label)


@register.simple_tag
def filters_in_use(filters):
    """The filters of a list, each a link that lets go of it; nothing where none is in use."""
    return _drawn("filters_in_use", filters=filters)


@register.simple_tag
def narrowing(groups, summary, *, label):
    """What a list can be narrowed by, as links with counts, behind a line that says so."""
    return _drawn("narrowing", groups=groups, summary=summary, label=label)


@register.simple_tag
def progress(done, total, *, label, seconds_left=None):
    share = min(100, int(100 * done / total)) if total else 0
    left = times.left(seconds_left) if seconds_left is not None and done < total else ""
    return _drawn(
        "progress", done=charts.told(done), total=charts.told(total), share=share, label=label, left=left
    )


@register.simple_tag
def stat(number, label, *, period="", url=""):
    return _drawn("stat", number=number, label=label, period=period, url=url)


@register.simple_tag
def chart(figure):
    return _drawn(
        "chart",
        figure=figure,
        drawing=charts.draw(figure),
        headings=charts.headings(figure),
        rows=charts.figures(figure),
    )


@register.simple_tag(takes_context=True)
def when(context, start, end=None, *, style="full", zone=None, local=False):
    house_zone = getattr(context.get("community"), "time_zone", None)
    return times.when(start, end, style=style, zone=zone, house_zone=house_zone, local=local)


@register.simple_tag
def copy_link(url, *, label="", to_here=False):
    """`to_here`: it leads to the page it stands on, so it is hidden where nothing can be copied."""
    return _drawn("copy_link", url=url, label=label or _("Copy the link"), to_here=to_here)


@register.inclusion_tag("ui/export.html", takes_context=True)
def export(context, url):
    """`url` with the filters of the list; the view answers by `activity.exports`."""
    return {"url": url, "csrf_token": context.get("csrf_token")}
