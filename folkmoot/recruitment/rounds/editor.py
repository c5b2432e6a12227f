"""The questions and the criteria of a round, changed as a whole: a new version, the old ones stay."""

from django.contrib import messages
from django.forms import formset_factory
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from folkmoot.core.http import typed
from folkmoot.core.policy import require

from .. import policy
from ..applying.sections import ABOUT_YOU
from ..models import Criterion, Question, publish
from ..models.answer import ABOUT
from .forms import CriterionForm, QuestionForm
from .found import managed

SPARE = 1  # empty rows at the end of an editor
OF_ALL = {  # pages and answers that every application has: no question's own
    ABOUT_YOU, *ABOUT, "check", "help", "keep-short", "reopen", "review", "withdraw",
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def questions(request, slug):
    """The questions: changed, they are a new version; those who have begun keep theirs."""
    return _editor(request, slug, "questions")


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request, slug):
    """The criteria: changed, they are a new version; scores stay with the one they were given under."""
    return _editor(request, slug, "criteria")


def _editor(request, slug, what):
    round = managed(request, slug)
    form, rows = (QuestionForm, _question_rows) if what == "questions" else (CriterionForm, _criterion_rows)
    initial, begun = rows(round), round.applications.exists()
    why = typed(request, "why", 300)
    formset = formset_factory(form, extra=0 if request.method == "POST" else SPARE)(
        request.POST or None, initial=initial, prefix=what
    )
    if request.method == "POST" and formset.is_valid():
        require(policy.may_edit_round(request.user, round))
        made = [
            _made(what, one.cleaned_data)
            for one in formset
            if one.cleaned_data.get("words" if what == "questions" else "name")
        ]
        if made:
            versions = round.question_sets if what == "questions" else round.rubrics
            if why or not begun:
                publish(versions, _with_keys(_as_before(what, round, made)), by=request.user, why=why)
                messages.success(request, _("A new version is in force."))
                return redirect("recruitment:board", slug)
        messages.error(request, _("Say why in a few words.") if made else _("At least one has to stay."))
    faulty = request.method == "POST"
    context = {"round": round, "formset": formset, "what": what, "begun": begun, "why": why}
    return render(request, "recruitment/rounds/editor.html", context, status=422 if faulty else 200)


def _question_rows(round):
    fields = [
        "key",
        "title",
        "words",
        "hint",
        "sample",
        "most_words",
        "route",
        "is_required",
        "is_read",
        "retention_days",
    ]
    return [{name: getattr(one, name) for name in fields} for one in round.question_set().questions.all()]


def _criterion_rows(round):
    fields = ["key", "name", "about", "weight"]
    rows = round.rubric().criteria.all()
    return [
        {**{name: getattr(one, name) for name in fields}, "levels": "\n".join(one.levels)} for one in rows
    ]


def _made(what, facts):
    model = Question if what == "questions" else Criterion
    return model(**facts)


def _as_before(what, round, rows):
    """What the editor does not ask stays: which answers say who one is."""
    before = {one.key: one for one in round.question_set().questions.all()}
    for row in rows if what == "questions" else ():
        if row.key in before:
            row.is_personal = before[row.key].is_personal
    return rows


def _with_keys(rows):
    """Each with a key of its own: the one it had, else one made of its title."""
    taken = set()
    for row in rows:
        row.key = "" if row.key in taken else row.key
        taken.add(row.key)
    for row in rows:
        if not row.key:
            base = slugify(getattr(row, "title", "") or getattr(row, "name", ""))[:30] or "item"
            keys = [base, *(f"{base}-{n}" for n in range(2, 200))]
            row.key = next(key for key in keys if key not in taken | OF_ALL)
            taken.add(row.key)
    return rows
