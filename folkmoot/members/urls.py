"""The addresses of people."""

from django.urls import path

from .views import contacts, joining, own, people, team

app_name = "members"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("join/", joining.join, name="join"),
    path("join/me/<str:token>/", joining.contact, name="contact"),
    path("join/me/<str:token>/confirm/", joining.confirm, name="contact_confirm"),
    path("join/me/<str:token>/stop/", joining.stop, name="contact_stop"),
    path("join/me/<str:token>/forget/", joining.forget, name="contact_forget"),
    path("team/contacts/", contacts.contacts, name="contacts"),
    path("team/contacts/add/", contacts.add, name="contact_add"),
    path("team/contacts/export/", contacts.export, name="contacts_export"),
    path("team/contacts/<int:pk>/remove/", contacts.remove, name="contact_remove"),
    path("account/profile/", own.profile, name="profile"),
    path("team/people/", team.people, name="team_people"),
    path("team/people/<int:pk>/welcome/", team.welcome, name="welcome"),
]
