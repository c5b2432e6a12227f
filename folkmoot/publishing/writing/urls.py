"""Addresses of what members write, and of the editors' desk. Included by publishing's own."""

from django.urls import path

from . import review, views

urlpatterns = [
    path("read/write/", views.writings, name="writings"),
    path("read/write/begin/", views.begin, name="begin"),
    path("read/write/<int:pk>/", views.write, name="write"),
    path("read/write/<int:pk>/draft/", views.draft, name="draft"),
    path("read/write/<int:pk>/preview/", views.preview, name="preview"),
    path("read/write/<int:pk>/submit/", views.submit, name="submit"),
    path("read/write/<int:pk>/pictures/<int:number>/remove/", views.remove_picture, name="remove_picture"),
    path("read/write/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("read/write/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("read/write/<int:pk>/resume/", views.resume, name="resume"),
    path("read/write/<int:pk>/throw-away/", views.throw_away, name="throw_away"),
    path("read/write/<int:pk>/changes/", views.changes, name="changes"),
    path("team/review/", review.desk, name="review_desk"),
    path("team/review/<int:pk>/", review.review, name="review"),
    path("team/review/<int:pk>/take/", review.take, name="take"),
    path("team/review/<int:pk>/release/", review.release, name="release"),
    path("team/review/<int:pk>/accept/", review.accept, name="accept"),
    path("team/review/<int:pk>/give-back/", review.give_back, name="give_back"),
    path("team/review/<int:pk>/decline/", review.decline, name="decline"),
]
