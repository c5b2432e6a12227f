"""The addresses of how the site looks: the colour of its house, its icon, the styleguide."""

from django.urls import path, re_path

from . import views

app_name = "ui"
urlpatterns = [
    re_path(r"^theme/(?P<colour>[0-9a-f]{6})\.css$", views.theme, name="theme"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
