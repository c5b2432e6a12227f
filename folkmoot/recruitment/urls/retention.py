from django.urls import path

from ..retention import views

urlpatterns = [
    path("team/rounds/papers/", views.retention, name="retention"),
    path("team/rounds/papers/destroy/", views.run, name="retention_run"),
]
