from django.urls import path

from ..talks import views

urlpatterns = [
    path("join/talks/", views.volunteer, name="volunteer"),
    path("join/talks/stop/", views.stop, name="volunteer_stop"),
    path("join/talks/<int:pk>/", views.talk, name="talk"),
    path("join/talks/<int:pk>/take/", views.take, name="talk_take"),
    path("join/talks/<int:pk>/pass/", views.pass_on, name="talk_pass"),
    path("join/talks/<int:pk>/end/", views.end, name="talk_end"),
    path("join/<slug:slug>/talk/", views.ask, name="talk_ask"),
]
