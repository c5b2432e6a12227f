"""The addresses of people."""

from django.urls import path

from .views import contacts, joining, lists, organisations, own, people, team

app_name = "members"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/regions/<slug:slug>/", people.region, name="region"),
    path("people/organisations/<slug:slug>/", people.organisation, name="organisation"),
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
    path("team/lists/", lists.lists, name="lists"),
    path("team/lists/<slug:kind>/", lists.one_list, name="list"),
    path("team/lists/<slug:kind>/export/", lists.export, name="list_export"),
    path("team/lists/<slug:kind>/<int:pk>/", lists.listed, name="listed"),
    path("team/lists/<slug:kind>/<int:pk>/retire/", lists.retire, name="retire"),
    path("team/organisations/", organisations.organisations, name="organisations"),
    path("team/organisations/export/", organisations.export, name="organisations_export"),
    path("team/organisations/<int:pk>/", organisations.organisation, name="organisation_edit"),
    path("team/organisations/<int:pk>/merge/<int:other>/", organisations.merge, name="organisation_merge"),
    path("team/people/", team.people, name="team_people"),
    path("team/people/export/", team.export, name="people_export"),
    path("team/people/<int:pk>/welcome/", team.welcome, name="welcome"),
]
