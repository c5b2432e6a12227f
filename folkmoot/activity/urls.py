"""The addresses of this room."""

from django.urls import path

from . import views

app_name = "activity"
urlpatterns = [
    path("account/mail/", views.choose, name="choose"),
    path("account/mail/rhythm/", views.rhythm, name="rhythm"),
    path("account/mail/follow/", views.follow, name="follow"),
    path("account/mail/returned/", views.returned, name="returned"),
    path("account/mail/returned/<int:pk>/works-again/", views.works_again, name="works_again"),
    path("account/mail/<str:token>/", views.choose_as_guest, name="choose_as_guest"),
    path("mail/stop/<str:token>/", views.stop, name="stop"),
    path("mail/mute/<str:token>/", views.mute, name="mute"),
    path("mail/tap/<str:token>/", views.tap, name="tap"),
    path("account/drafts/<str:key>/", views.draft, name="draft"),
    path("account/drafts/<str:key>/discard/", views.discard, name="discard"),
    path("mail/yours/<str:token>/", views.was_it_you, name="was_it_you"),
    path("team/record/", views.record, name="record"),
    path("team/mail/", views.deliveries, name="deliveries"),
    path("team/mail/<int:pk>/again/", views.again, name="again"),
    path("team/mail/stopped/", views.stopped, name="stopped"),
    path("team/mail/in/", views.incoming, name="incoming"),
    path("team/mail/in/<int:pk>/let-in/", views.let_in, name="let_in"),
    path("team/mail/in/<int:pk>/refuse/", views.refuse, name="refuse"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.letter, name="letter"),
    path("outbox/<int:pk>/html/", views.letter_html, name="letter_html"),
]
