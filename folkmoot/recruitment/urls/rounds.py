from django.urls import path

from ..views import rounds

urlpatterns = [
    path("team/rounds/", rounds.rounds, name="rounds"),
    path("join/<slug:slug>/", rounds.round, name="round"),
]
