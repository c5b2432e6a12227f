from django.urls import path

from ..references import views

urlpatterns = [
    path("join/reference/<str:token>/", views.reference, name="reference"),
    path("join/<slug:slug>/referees/", views.referees, name="referees"),
    path("join/<slug:slug>/referees/<int:pk>/take-back/", views.take_back, name="referee_take_back"),
]
