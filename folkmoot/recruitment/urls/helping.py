from django.urls import path

from ..helping import views

urlpatterns = [
    path("join/<slug:slug>/application/help/", views.ask, name="help_ask"),
    path("join/<slug:slug>/application/help/take-back/", views.take_back, name="help_take_back"),
    path("join/<slug:slug>/help/<int:pk>/", views.draft, name="help"),
    path("join/<slug:slug>/help/<int:pk>/end/", views.end, name="help_end"),
]
