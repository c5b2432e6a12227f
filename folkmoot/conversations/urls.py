"""The addresses of this room: the acts on a message, a guest's own page, the moderation desk."""

from django.urls import path, register_converter

from . import feeds
from .moderation import views as moderation
from .views import desk, finding, guests, reading, said_back, talk


class GuestAct:
    """What the team does with the address of a guest."""

    regex = "block|unblock|trust"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(GuestAct, "guest_act")

app_name = "conversations"
urlpatterns = [
    path("conversations/<int:pk>/write/", talk.write, name="write"),
    path("conversations/find/", finding.find, name="find"),
    path("conversations/feed/", feeds.everything, name="comments_feed"),
    path("conversations/feed/json/", feeds.everything, {"as_json": True}, name="comments_feed_json"),
    path("conversations/<int:pk>/feed/", feeds.thread, name="feed"),
    path("conversations/<int:pk>/feed/json/", feeds.thread, {"as_json": True}, name="feed_json"),
    path("conversations/m/<int:pk>/", talk.message, name="message"),
    path("conversations/m/<int:pk>/edit/", talk.edit, name="edit"),
    path("conversations/m/<int:pk>/withdraw/", talk.withdraw, name="withdraw"),
    path("conversations/m/<int:pk>/flag/", talk.flag, name="flag"),
    path("conversations/m/<int:pk>/appeal/", moderation.appeal, name="appeal"),
    path("conversations/m/<int:pk>/thank/", said_back.thank, name="thank"),
    path("conversations/m/<int:pk>/unthank/", said_back.unthank, name="unthank"),
    path("conversations/m/<int:pk>/helped/", said_back.helped, name="helped"),
    path("conversations/m/<int:pk>/unhelped/", said_back.unhelped, name="unhelped"),
    path("conversations/m/<int:pk>/wordings/", said_back.wordings, name="wordings"),
    path("conversations/<int:pk>/people/", said_back.people, name="people"),
    path("conversations/m/<int:pk>/unread/", reading.leave_unread, name="leave_unread"),
    path("today/new/", reading.catch_up, name="catch_up"),
    path("conversations/g/<str:token>/", guests.yours, name="yours"),
    path("conversations/g/<str:token>/confirm/", guests.confirm, name="confirm"),
    path("conversations/g/<str:token>/edit/", guests.change, name="yours_change"),
    path("conversations/g/<str:token>/withdraw/", guests.take_back, name="yours_withdraw"),
    path("conversations/g/<str:token>/replies/", guests.replies, name="replies"),
    path("conversations/g/<str:token>/erase/", guests.erase, name="erase"),
    path("account/comments/", guests.mine, name="mine"),
    path("team/moderation/", desk.desk, name="desk"),
    path("team/moderation/decided/", desk.history, name="history"),
    path("team/moderation/blocked/", desk.blocked, name="blocked"),
    path("team/moderation/paused/", moderation.paused, name="paused"),
    path("team/moderation/cautions/<int:pk>/lift/", moderation.lift, name="lift"),
    path("team/moderation/<int:pk>/open/", moderation.open_case, name="open_case"),
    path("team/moderation/<int:pk>/note/", moderation.note, name="note"),
    path("team/moderation/<int:pk>/caution/", moderation.caution, name="caution"),
    path("team/moderation/<int:pk>/refuse/", moderation.refuse, name="refuse"),
    path("team/moderation/guests/<int:pk>/<guest_act:act>/", desk.guest, name="guest"),
    path("team/moderation/<int:pk>/", desk.case, name="case"),
    path("team/moderation/<int:pk>/claim/", desk.claim, name="claim"),
    path("team/moderation/<int:pk>/release/", desk.release, name="release"),
    path("team/moderation/<int:pk>/approve/", desk.approve, name="approve"),
    path("team/moderation/<int:pk>/keep/", desk.keep, name="keep"),
    path("team/moderation/<int:pk>/hide/", desk.hide, name="hide"),
]
