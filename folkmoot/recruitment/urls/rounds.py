from django.urls import path

from ..views import rounds

urlpatterns = [
    path("team/rounds/", rounds.rounds, name="rounds"),
    path("join/<slug:slug>/", rounds.round, name="round"),
    path("join/<slug:slug>/application/", rounds.application, name="application"),
]
