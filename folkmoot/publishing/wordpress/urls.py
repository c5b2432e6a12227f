"""Addresses of the import, below /team/import/."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("<int:pk>/", views.run, name="import"),
    path("<int:pk>/choose/", views.choose, name="import_choose"),
    path("<int:pk>/begin/", views.begin, name="import_begin"),
    path("<int:pk>/undo/", views.undo, name="import_undo"),
    path("<int:pk>/report/", views.report, name="import_report"),
    path("<int:pk>/report.csv", views.report_csv, name="import_csv"),
    path("<int:pk>/people/<int:item>/", views.same_person, name="import_same_person"),
]
