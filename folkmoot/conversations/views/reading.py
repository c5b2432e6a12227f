"""How far one has read: what is new where one takes part, all read at once, unread from one message on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.core.http import number
from folkmoot.core.policy import require

from .. import policy, unread
from ..models import Message, ReadingMark, Thread
from ..owners import readable_owner


@require_http_methods(["GET", "POST"])
def catch_up(request):
    """What is new, thread by thread; a POST marks as read what the page showed, not what came since."""
    if request.method == "POST":
        shown = [word.partition("-")[::2] for word in request.POST.getlist("read")[:500]]
        shown = {number(thread): number(last) for thread, last in shown}
        for thread in Thread.objects.visible_to(request.user).filter(pk__in=[pk for pk in shown if pk]):
            last = min(shown[thread.pk] or 0, thread.last_number)
            ReadingMark.objects.move_on(request.user, thread, last)
        messages.success(request, _("Marked as read."))
        return redirect("conversations:catch_up")
    return render(request, "conversations/catch_up.html", {"news": unread.news_of(request.user)})


@require_POST
def leave_unread(request, pk):
    """This message and all after it are unread again. Not back to the thread: there they would be read."""
    found = get_object_or_404(Message.objects.visible_to(request.user).select_related("thread"), pk=pk)
    readable_owner(found.thread, request.user)
    require(policy.may_leave_unread(request.user, found))
    ReadingMark.objects.move_back(request.user, found.thread, found.number)
    messages.success(
        request, _("It is unread again from there on, and stands here until you come back to it.")
    )
    return redirect("conversations:catch_up")
