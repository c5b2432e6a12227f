"""The addresses of people."""

from django.urls import path

from .views import own, people, team

app_name = "members"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("account/profile/", own.profile, name="profile"),
    path("team/people/", team.people, name="team_people"),
    path("team/people/<int:pk>/welcome/", team.welcome, name="welcome"),
]
