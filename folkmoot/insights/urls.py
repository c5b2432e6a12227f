"""The addresses of insight: how we count, what was counted, and what others counted."""

from django.urls import path

from .views import counting, outside, pages

app_name = "insights"
urlpatterns = [
    path("counting/", counting.counting, name="counting"),
    path("insight/", pages.insight, name="insight"),
    path("insight/pages/", pages.pages, name="pages"),
    path("insight/pages/one/", pages.page, name="page"),
    path("insight/pages/<slug:what>.csv", pages.export, name="export"),
    path("insight/outside/", outside.outside, name="outside"),
    path("insight/outside/new/", outside.write_down, name="write_down"),
    path("insight/outside/table/", outside.bring, name="bring"),
    path("insight/outside/figures.csv", outside.export, name="outside_export"),
    path("insight/outside/<int:pk>/", outside.change, name="change"),
    path("insight/outside/<int:pk>/remove/", outside.remove, name="remove"),
]
