"""The addresses of the roof: Today, search, the team's overview and settings, the pulse."""

from django.urls import path

from . import arrival, search, settings_pages, views

app_name = "home"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("today/", views.today, name="today"),
    path("today/steps/<int:pk>/", views.close_step, name="close_step"),
    path("search/", search.search, name="search"),
    path("team/", views.team, name="team"),
    path("team/settings/", settings_pages.settings, name="settings"),
    path("team/settings/test/", settings_pages.send_test, name="send_test"),
    path("team/settings/<slug:part>/", settings_pages.part, name="part"),
    path("account/arrive/<slug:number>/<slug:token>/", arrival.arrive, name="arrive"),
    path("media/community/<str:name>", views.logo, name="logo"),
]
