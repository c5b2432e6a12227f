"""Reading and writing in a thread: the pages everyone meets."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_htmx.http import reswap, retarget

from folkmoot.accounts import kept as kept_words
from folkmoot.accounts.middleware import go, with_next
from folkmoot.activity.models import Draft
from folkmoot.core.http import kept, number, page
from folkmoot.core.lifecycle import Refused
from folkmoot.core.policy import require
from folkmoot.files.receiving import files_up_to

from .. import limits, policy
from ..enclosing import EncloseForm, refuse_too_large
from ..forms import CommentForm, EditForm, FlagForm, GuestForm
from ..models import Caution, Message, Thread
from ..owners import readable_owner
from ..quoting import quoted
from ..showing import shown_thread, template_of


@files_up_to(settings.MESSAGE_FILE_BYTES)
@login_not_required
def write(request, pk):
    """Write a comment, or with `?to=` a reply."""
    thread, owner = _readable(request, pk)
    if _session_ended(request) and kept_words.keep(request, owner=kept_words.account_of(request)):
        messages.info(request, _("You had been signed out in the meantime. What you typed is kept: sign in."))
        return go(request, with_next("account_login", kept_words.page_of(request)))
    if owner.of_messages and not request.user.is_authenticated:
        return go(request, with_next("account_login", owner.url if request.htmx else request.get_full_path()))
    require(not thread.open or policy.may_speak(request.user, thread, owner))
    parent = _replied_to(request, thread)
    draft = _draft(request, thread)
    form = _form(request, thread, owner, parent, draft)
    files = EncloseForm(request.POST or None, request.FILES or None, auto_id=form.auto_id)
    if "preview" in request.POST:
        form.ask_only_for_words()
    elif request.method == "POST" and _are_valid(request, form, files):
        try:
            message = _say(request, thread, parent, form, files, draft)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            if message:
                return _said(request, owner, message)
    return _write_page(request, thread, owner, parent, form, files, draft)


@login_not_required
@require_safe
def message(request, pk):
    """A message's address for ever: leads to its place in the thread, or says what became of it."""
    found = get_object_or_404(Message.objects.with_authors().select_related("thread"), pk=pk)
    mine = request.user.is_authenticated and found.author_id == request.user.pk
    owner = _readable(request, found.thread_id)[1]
    if found.thread.messages.standing().filter(pk=pk).exists() and not (mine and not found.is_shown):
        return redirect(owner.address_of(found))
    if found.number is None and not mine:  # never shown: it does not exist for others
        if policy.may_moderate(request.user):
            return redirect("conversations:case", pk)
        raise Http404
    context = {
        "message": found,
        "owner": owner,
        "mine": mine,
        "appeal": found.appeals.first() if mine else None,
    }
    context["may_appeal"] = policy.may_appeal(request.user, found)
    return page(request, "conversations/message.html", context)


def edit(request, pk):
    """Change one's own comment; after fifteen minutes readers can see what it said before."""
    found, owner = _own(request, pk)
    require(found.author_id == request.user.pk)
    words = {"source": found.source} | kept(request)
    form = EditForm(request.POST or None, initial=words, of_messages=owner.of_messages)
    if request.method == "POST" and form.is_valid():
        try:
            limits.spend("edit", request.user.pk)
            found.edit(form.cleaned_data["source"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            words = _("Your message is changed.") if owner.of_messages else _("Your comment is changed.")
            messages.success(request, words)
            return redirect(found)
    context = {"message": found, "owner": owner, "form": form}
    return page(request, "conversations/edit.html", context)


def withdraw(request, pk):
    """Delete one's own comment: a page that says what will happen, then the act."""
    found, owner = _own(request, pk)
    require(policy.may_withdraw(request.user, found))
    if request.method == "POST":
        found.withdraw(by=request.user)
        words = _("Your message is deleted.") if owner.of_messages else _("Your comment is deleted.")
        messages.success(request, words)
        return redirect(f"{owner.url}#comments")
    return page(request, "conversations/withdraw.html", {"message": found, "owner": owner})


@login_not_required
def flag(request, pk):
    """Tell the team that a comment should not stand as it is; guests may too."""
    found = get_object_or_404(Message.objects.visible_to(request.user).shown().with_authors(), pk=pk)
    owner = _readable(request, found.thread_id)[1]
    require(policy.may_flag(request.user, found))
    form = FlagForm(request.POST or None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            _flag(request, found, form)
        except Refused as refused:
            form.add_error(None, refused.words)
        else:
            return page(request, "conversations/flagged.html", {"message": found, "owner": owner})
    return page(request, "conversations/flag.html", {"message": found, "owner": owner, "form": form})


def _readable(request, pk):
    """The thread and its owner, for someone who may read both; else 404."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), pk=pk)
    return thread, readable_owner(thread, request.user)


def _own(request, pk):
    """A message this person may see, with its owner; whether it is theirs is asked by the policy."""
    found = get_object_or_404(Message.objects.visible_to(request.user).with_authors(), pk=pk)
    return found, _readable(request, found.thread_id)[1]


def _session_ended(request):
    """A form for accounts, sent by somebody who is signed in no more."""
    return request.method == "POST" and not request.user.is_authenticated and "email" not in request.POST


def _replied_to(request, thread):
    """The message a reply is for. A link to one that has gone leads to a comment of one's own; what was
    written to one that went meanwhile is refused by `say`, with the words kept.
    """
    to = number(request.GET.get("to"))
    messages_here = thread.messages.with_authors().filter(pk=to)
    return (messages_here if request.method == "POST" else messages_here.shown()).first()


def _form(request, thread, owner, parent, draft):
    """The form for this person; its names of fields differ by what it replies to, as two may be open."""
    named = {"thread": thread, "auto_id": f"reply_{parent.pk}_%s" if parent else "id_%s"}
    named["of_messages"] = owner.of_messages
    kind = CommentForm if request.user.is_authenticated else GuestForm
    if request.method == "POST":
        return kind(request.POST, **named)
    quotation = quoted(parent) if parent and parent.is_shown and "quote" in request.GET else ""
    if not request.user.is_authenticated:
        return GuestForm(initial={"source": quotation}, **named)
    words = Draft.objects.words(request.user, draft["key"]) | kept(request)
    written = words.get("source", "")
    if quotation and quotation.strip() not in written:
        written = f"{written.rstrip()}\n\n{quotation}" if written.strip() else quotation
    return CommentForm(initial={"source": written}, **named)


def _draft(request, thread):
    """Where what is being written is kept: a key for each message it replies to, also for one that went
    meanwhile, and the page on which its writer goes on.
    """
    to = number(request.GET.get("to") or request.POST.get("_to"))
    page = reverse("conversations:write", args=[thread.pk])
    if to is None:
        return {"key": f"message-{thread.pk}", "page": page}
    return {"key": f"message-{thread.pk}-{to}", "page": f"{page}?to={to}", "to": to}


def _write_page(request, thread, owner, parent, form, files, draft):
    if request.htmx and not form.is_bound:
        form.fields["source"].widget.attrs["autofocus"] = True  # the form was asked for just now
    context = {
        "thread": thread,
        "owner": owner,
        "parent": parent
        if parent and parent.is_shown
        else None,  # of what went the words are shown to nobody
        "form": form,
        "files": files,
        "previewed": "preview" in request.POST,
        "pause": Caution.objects.pausing(request.user),
        "draft": draft,
        "takes_more": thread.takes_more(owner),
    }
    return page(request, "conversations/write.html", context, part="form")


def _are_valid(request, form, files):
    """Both are looked at, so that all that is wrong is said at once. Guests enclose nothing."""
    refuse_too_large(request, form)
    fine = [form.is_valid(), not request.user.is_authenticated or files.is_valid()]
    return all(fine)


def _say(request, thread, parent, form, files, draft):
    """Within the limits, by an account or by a guest. The same form with the same words writes once.

    None where a file turns out not to be what it said; the form of the files tells.
    """
    user, words = request.user, form.cleaned_data
    key = form.key(user.pk, parent and parent.pk)
    if before := thread.messages.filter(key=key).first():
        return before
    if user.is_authenticated:
        limits.spend("account", user.pk)
        Message.objects.require_may_say(thread, words["source"], author=user)
        said = files.enclosed(
            lambda kept: thread.say(words["source"], author=user, parent=parent, key=key, files=kept), by=user
        )
        if said:
            Draft.objects.drop(user, draft["key"])
        return said
    limits.spend("guest-machine", limits.machine(request))
    limits.spend("guest-address", words["email"])
    guest = form.guest(get_language())
    return thread.say(
        words["source"], guest=guest, parent=parent, key=key, tell_replies=words["tell_replies"]
    )


def _said(request, owner, message):
    """Where one stands now: in the thread, waiting for the team, or waiting for the link in the mail."""
    if message.guest_id:
        context = {"message": message, "owner": owner, "address": request.POST.get("email", "")}
        return page(request, "conversations/sent.html", context, part="sent")
    if not message.is_shown:
        return redirect(message)
    if request.htmx:
        context = shown_thread(request, message.thread, owner.url, owner) | {"just_said": message}
        return retarget(reswap(page(request, template_of(owner), context), "outerHTML"), "#comments")
    words = _("Your message is sent.") if owner.of_messages else _("Your comment is shown.")
    messages.success(request, words)
    return redirect(owner.address_of(message))


def _flag(request, message, form):
    user = request.user if request.user.is_authenticated else None
    limits.spend("flag", f"user {user.pk}" if user else limits.machine(request))
    message.flag(form.cleaned_data["reason"], form.cleaned_data["words"], by=user)
