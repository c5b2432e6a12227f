from django.urls import path

from ..appeals import views as appeals
from ..screening import views as screening

urlpatterns = [
    path("join/<slug:slug>/board/<int:number>/", screening.one, name="one"),
    path("join/<slug:slug>/board/<int:number>/screen/", screening.screen_out, name="screen_out"),
    path("join/<slug:slug>/board/<int:number>/screen/confirm/", screening.confirm, name="screen_confirm"),
    path("join/<slug:slug>/board/<int:number>/review/", appeals.answer, name="review"),
    path("join/<slug:slug>/application/review/", appeals.ask, name="review_ask"),
]
