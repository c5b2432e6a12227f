from django.urls import path

from ..together import views

urlpatterns = [
    path("join/<slug:slug>/together/", views.together, name="together"),
    path("join/<slug:slug>/together/<int:lane>/<slug:stage>/", views.write, name="together_write"),
]
