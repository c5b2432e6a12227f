"""The addresses of groups. A group lies at /groups/<slug>/ for ever."""

from django.urls import path

from . import feeds
from .care import views as care
from .papers import views as papers
from .starting import views as starting
from .views import groups, inviting, joining, merging, running, talk

app_name = "groups"
urlpatterns = [
    path("groups/", groups.groups, name="groups"),
    path("groups/start/", starting.start, name="start"),
    path("groups/start/<int:pk>/", starting.check, name="start_check"),
    path("groups/start/<int:pk>/open/", starting.open_it, name="open"),
    path("groups/start/<int:pk>/throw-away/", starting.throw_away, name="throw_away"),
    path("groups/start/<int:pk>/<slug:part>/", starting.part, name="start_part"),
    path("groups/alike/", starting.alike, name="alike"),
    path("groups/invitation/<str:token>/", inviting.invitation, name="invitation"),
    path("groups/invitation/<str:token>/accept/", inviting.accept, name="invitation_accept"),
    path("groups/invitation/<str:token>/decline/", inviting.decline, name="invitation_decline"),
    path("groups/merger/<int:pk>/", merging.merger, name="merger"),
    path("groups/merger/<int:pk>/agree/", merging.agree, name="merger_agree"),
    path("groups/merger/<int:pk>/decline/", merging.decline, name="merger_decline"),
    path("groups/merger/<int:pk>/withdraw/", merging.withdraw, name="merger_withdraw"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/people/", groups.people, name="people"),
    path("groups/<slug:slug>/feed/", feeds.group, name="feed"),
    path("groups/<slug:slug>/threads/new/", talk.begin, name="begin_thread"),
    path("groups/<slug:slug>/threads/<int:pk>/", talk.thread, name="thread"),
    path("groups/<slug:slug>/files/", papers.papers, name="papers"),
    path("groups/<slug:slug>/files/add/", papers.add, name="paper_add"),
    path("groups/<slug:slug>/files/<int:pk>/show/", papers.show, name="paper_show"),
    path("groups/<slug:slug>/files/<int:pk>/remove/", papers.remove, name="paper_remove"),
    path("groups/<slug:slug>/join/", joining.join, name="join"),
    path("groups/<slug:slug>/ask/", joining.ask, name="ask"),
    path("groups/<slug:slug>/leave/", joining.leave, name="leave"),
    path("groups/<slug:slug>/step-down/", joining.step_down, name="step_down"),
    path("groups/<slug:slug>/step-up/", joining.step_up, name="step_up"),
    path("groups/<slug:slug>/people/<int:pk>/let-in/", joining.let_in, name="let_in"),
    path("groups/<slug:slug>/people/<int:pk>/decline/", joining.decline, name="decline"),
    path("groups/<slug:slug>/people/<int:pk>/remove/", joining.remove, name="remove"),
    path("groups/<slug:slug>/invite/", inviting.invite, name="invite"),
    path("groups/<slug:slug>/invitations/<int:pk>/withdraw/", inviting.withdraw, name="invitation_withdraw"),
    path("groups/<slug:slug>/edit/", running.edit, name="edit"),
    path("groups/<slug:slug>/move/", running.move, name="move"),
    path("groups/<slug:slug>/keep-stage/", running.keep_stage, name="keep_stage"),
    path("groups/<slug:slug>/close/", running.close, name="close"),
    path("groups/<slug:slug>/reopen/", running.reopen, name="reopen"),
    path("groups/<slug:slug>/merge/", merging.merge, name="merge"),
    path("team/groups/", care.desk, name="care"),
    path("team/groups/<slug:slug>/write/", care.write, name="care_write"),
]
