"""The addresses of this room: the archive for readers, the desk for those who write."""

from django.urls import path

from .views import acts, archive, desk, writing

app_name = "announcements"
urlpatterns = [
    path("announcements/", archive.archive, name="archive"),
    path("announcements/<slug:slug>/", archive.announcement, name="announcement"),
    path("team/announcements/", desk.desk, name="desk"),
    path("team/announcements/new/", writing.new, name="new"),
    path("team/announcements/gather/", writing.gather, name="gather"),
    path("team/announcements/<int:pk>/", desk.standing, name="standing"),
    path("team/announcements/<int:pk>/people/", desk.people, name="people"),
    path("team/announcements/<int:pk>/letter/", desk.letter, name="letter"),
    path("team/announcements/<int:pk>/edit/", writing.edit, name="edit"),
    path("team/announcements/<int:pk>/items/", writing.arrange, name="arrange"),
    path("team/announcements/<int:pk>/reword/", writing.reword, name="reword"),
    path("team/announcements/<int:pk>/test/", acts.test, name="test"),
    path("team/announcements/<int:pk>/schedule/", acts.schedule, name="schedule"),
    path("team/announcements/<int:pk>/take-back/", acts.take_back, name="take_back"),
    path("team/announcements/<int:pk>/begin/", acts.begin, name="begin"),
    path("team/announcements/<int:pk>/pause/", acts.pause, name="pause"),
    path("team/announcements/<int:pk>/resume/", acts.resume, name="resume"),
    path("team/announcements/<int:pk>/cancel/", acts.cancel, name="cancel"),
    path("team/announcements/<int:pk>/discard/", acts.discard, name="discard"),
]
