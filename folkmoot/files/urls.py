"""Addresses of files."""

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [path("files/<slug:token>/<str:name>", views.file, name="file")]
