"""The addresses of choices about the programme, below those of their event."""

from django.urls import path

from . import views

urlpatterns = [
    path("choose/", views.choose, name="choose"),
    path("choose/new/", views.offer, name="offer_choosing"),
    path("choose/<int:pk>/", views.take, name="take_options"),
    path("choose/<int:pk>/change/", views.change, name="change_choosing"),
    path("choose/<int:pk>/close/", views.close, name="close_choosing"),
    path("choose/<int:pk>/decide/", views.decide, name="decide_choosing"),
]
