"""Every address of the house, room by room. What no room claims is a page of the public site."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
