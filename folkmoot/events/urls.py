"""The addresses of this room."""

from django.urls import include, path

from . import views
from .after import certificates, feedback, materials, who

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
    path("events/certificate/<str:code>/", certificates.certificate_check, name="certificate_check"),
    path("events/<slug:slug>/", views.event, name="event"),
    path("events/<slug:slug>/", include("folkmoot.events.space.urls")),
    path("events/<slug:slug>/", include("folkmoot.events.choosing.urls")),
    path("events/<slug:slug>/register/", views.register, name="register"),
    path("events/<slug:slug>/cannot/", views.cannot, name="cannot"),
    path("events/<slug:slug>/accept/", views.accept, name="accept"),
    path("events/<slug:slug>/decline/", views.decline, name="decline"),
    path("events/<slug:slug>/claim/", views.claim, name="claim"),
    path("events/<slug:slug>/guest/", views.guest, name="guest"),
    path("events/<slug:slug>/guest/<str:token>/", views.guest_place, name="guest_place"),
    path("events/<slug:slug>/cancel/", views.cancel, name="cancel"),
    path("events/<slug:slug>/people/", views.people, name="people"),
    path("events/<slug:slug>/people/<int:pk>/promote/", views.promote, name="promote"),
    path("events/<slug:slug>/materials/", materials.materials, name="materials"),
    path("events/<slug:slug>/materials/add/", materials.add, name="material_add"),
    path("events/<slug:slug>/materials/<int:pk>/", materials.material, name="material"),
    path("events/<slug:slug>/materials/<int:pk>/transcript/", materials.transcript, name="transcript"),
    path("events/<slug:slug>/materials/<int:pk>/change/", materials.change, name="material_change"),
    path("events/<slug:slug>/materials/<int:pk>/up/", materials.move_up, name="material_up"),
    path("events/<slug:slug>/materials/<int:pk>/retire/", materials.retire, name="material_retire"),
    path("events/<slug:slug>/certificate/", certificates.certificate, name="certificate"),
    path("events/<slug:slug>/who/", who.who, name="who"),
    path("events/<slug:slug>/met/", who.met, name="met"),
    path("events/<slug:slug>/met/name/", who.met_name, name="met_name"),
    path("events/<slug:slug>/met/<int:pk>/take-back/", who.met_take_back, name="met_take_back"),
    path("events/<slug:slug>/feedback/", feedback.feedback, name="feedback"),
    path("events/<slug:slug>/feedback/results/", feedback.feedback_results, name="feedback_results"),
    path("events/<slug:slug>/feedback/questions/", feedback.feedback_questions, name="feedback_questions"),
    path("events/<slug:slug>/feedback/tell/", feedback.feedback_tell, name="feedback_tell"),
    path("events/<slug:slug>/feedback/export/", feedback.feedback_export, name="feedback_export"),
    path("events/<slug:slug>/feedback/<str:key>/", feedback.feedback_by_letter, name="feedback_by_letter"),
]
