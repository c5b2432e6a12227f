"""The addresses of this room."""

from django.urls import path

from . import views

app_name = "events"
urlpatterns = [
    path("events/", views.events, name="events"),
    path("events/calendar.ics", views.calendar, name="calendar"),
    path("events/mine/", views.mine, name="mine"),
    path("events/mine/address/", views.new_address, name="new_address"),
    path("events/mine/<str:secret>.ics", views.personal_calendar, name="personal_calendar"),
    path("events/mine/<str:secret>/<slug:slug>.ics", views.group_calendar, name="group_calendar"),
    path("events/plan/", views.plan, name="plan"),
    path("events/plan/<int:pk>/", views.edit, name="edit"),
    path("events/plan/<int:pk>/publish/", views.publish, name="publish"),
    path("events/plan/<int:pk>/throw-away/", views.throw_away, name="throw_away"),
    path("events/venues/new/", views.add_venue, name="add_venue"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/register/", views.register, name="register"),
    path("events/<slug:slug>/cannot/", views.cannot, name="cannot"),
    path("events/<slug:slug>/accept/", views.accept, name="accept"),
    path("events/<slug:slug>/decline/", views.decline, name="decline"),
    path("events/<slug:slug>/claim/", views.claim, name="claim"),
    path("events/<slug:slug>/cancel/", views.cancel, name="cancel"),
    path("events/<slug:slug>/people/", views.people, name="people"),
    path("events/<slug:slug>/people/<int:pk>/promote/", views.promote, name="promote"),
]
