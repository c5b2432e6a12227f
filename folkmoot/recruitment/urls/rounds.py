from django.urls import path

from ..exporting import views as exporting
from ..recording import views as recording
from ..rounds import board, checking, editor, lanes, team, views

urlpatterns = [
    path("team/rounds/", team.rounds, name="rounds"),
    path("team/rounds/new/", team.plan, name="round_plan"),
    path("join/<slug:slug>/", views.round, name="round"),
    path("join/<slug:slug>/check/", views.check, name="eligibility"),
    path("join/<slug:slug>/check/words/", checking.check_words, name="check_words"),
    path("join/<slug:slug>/board/", board.board, name="board"),
    path("join/<slug:slug>/board/export/", exporting.export, name="board_export"),
    path("join/<slug:slug>/record/", recording.record, name="record"),
    path("join/<slug:slug>/settings/", team.edit, name="round_edit"),
    path("join/<slug:slug>/open/", team.open_now, name="round_open"),
    path("join/<slug:slug>/finish/", team.finish, name="round_finish"),
    path("join/<slug:slug>/lanes/", lanes.lanes, name="lanes"),
    path("join/<slug:slug>/lanes/<int:pk>/", lanes.lane, name="lane"),
    path("join/<slug:slug>/lanes/<int:pk>/<slug:act>/", lanes.lane_act, name="lane_act"),
    path("join/<slug:slug>/questions/", editor.questions, name="questions"),
    path("join/<slug:slug>/criteria/", editor.criteria, name="criteria"),
    path("join/<slug:slug>/extensions/", team.extensions, name="extensions"),
    path("join/<slug:slug>/chase/<slug:whom>/", board.chase, name="chase"),
]
