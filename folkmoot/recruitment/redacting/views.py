"""Taking out of answers what tells who wrote them, before anybody reads them blind."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from folkmoot.core.http import kept
from folkmoot.core.policy import require

from .. import policy
from ..models import Application, Redaction
from ..reading.showing import readable, readable_of
from ..rounds.found import seen
from ..theirs import one_of_theirs
from .forms import RedactionForm
from .telling import taken_out, told, words_of

A_PAGE = 25


@require_safe
def redactions(request, slug):
    """Every application that is or will be read, and how many words in it tell who wrote it."""
    round = seen(request, slug)
    page = Paginator(_theirs(request, round).order_by("number"), A_PAGE).get_page(request.GET.get("page"))
    words, answers = words_of(page), readable_of(page)
    for application in page:
        texts = answers[application.pk]
        application.telling = sum(len(told(text, words[application.pk])) for _one, text, _two in texts)
        application.redacted = any(redacted for _question, _text, redacted in texts)
    return render(request, "recruitment/redacting/redactions.html", {"round": round, "page": page})


def _theirs(request, round):
    """What this person may see and can still be read; nothing for who reads in the round."""
    require(policy.may_redact_in(request.user, round))
    read = [Application.State.SUBMITTED, Application.State.IN_ASSESSMENT]
    rows = Application.objects.filter(round=round, state__in=read).visible_to(request.user)
    return rows.select_related("applicant", "lane__partner__organisation", "round")


@require_http_methods(["GET", "HEAD", "POST"])
def redact(request, slug, number):
    """The answers of one application as assessors are to read them."""
    round = seen(request, slug)
    require(policy.may_redact_in(request.user, round))
    seen_here = Application.objects.filter(round=round).visible_to(request.user)
    one_of_theirs(request.user, round, seen_here, number=number)
    application = get_object_or_404(_theirs(request, round), number=number)
    if request.method == "POST":
        require(policy.may_redact(request.user, application))
    answers, words = readable(application), words_of([application])[application.pk]
    form = RedactionForm(request.POST or None, answers=answers, initial=kept(request))
    if "suggested" in request.POST or form.is_valid():
        texts = {question.key: taken_out(text, words) for question, text, _redacted in answers}
        if "suggested" not in request.POST:
            texts = {key: form.cleaned_data[key] for key in texts if key in request.POST}
        many = Redaction.objects.keep(application, texts, by=request.user)
        said = ngettext(
            "%(many)s answer is read otherwise now.", "%(many)s answers are read otherwise now.", many
        )
        messages.success(request, said % {"many": many} if many else _("Nothing was changed."))
        return redirect("recruitment:redact", slug, number)
    sent = application.sent_texts()
    context = {
        "round": round,
        "application": application,
        "form": form,
        "telling": [(question, told(text, words)) for question, text, _redacted in answers],
        "changed": [
            (question, sent.get(question.key, "")) for question, _text, redacted in answers if redacted
        ],
        "read": application.assessments.live().exclude(checked_at=None).exists(),
    }
    context["many"] = sum(len(found) for _question, found in context["telling"])
    return render(request, "recruitment/redacting/redact.html", context, status=422 if form.errors else 200)
