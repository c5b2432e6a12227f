from django.urls import path

from ..behalf import views

urlpatterns = [
    path("join/<slug:slug>/board/<int:number>/for-them/", views.for_them, name="for_them"),
]
