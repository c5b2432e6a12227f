from django.urls import path

from ..requests import views as requests

urlpatterns = [
    path("join/<slug:slug>/requests/places/<int:lane>/", requests.ask_places, name="ask_places"),
    path("join/<slug:slug>/requests/promotion/<int:number>/", requests.ask_promotion, name="ask_promotion"),
    path("join/<slug:slug>/requests/<int:pk>/grant/", requests.grant, name="request_grant"),
    path("join/<slug:slug>/requests/<int:pk>/decline/", requests.decline, name="request_decline"),
]
