from django.urls import path

from ..equality import views

urlpatterns = [
    path("join/<slug:slug>/equality/", views.equality, name="equality"),
    path("join/<slug:slug>/equality/take-out/", views.take_out, name="equality_take_out"),
    path("join/<slug:slug>/equality/figures/", views.figures, name="equality_figures"),
    path("join/<slug:slug>/equality/raw/", views.raw, name="equality_raw"),
]
