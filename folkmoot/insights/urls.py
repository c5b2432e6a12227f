"""The addresses of insight: how we count, what was counted."""

from django.urls import path

from .views import counting

app_name = "insights"
urlpatterns = [
    path("counting/", counting.counting, name="counting"),
]
