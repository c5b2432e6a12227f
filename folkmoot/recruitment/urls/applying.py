from django.urls import path

from ..applying import helping
from ..applying import views as applying

urlpatterns = [
    path("join/<slug:slug>/apply-for/", helping.apply_for, name="apply_for"),
    path("join/<slug:slug>/apply/", applying.apply, name="apply"),
    path("join/<slug:slug>/application/", applying.application, name="application"),
    path("join/<slug:slug>/application/check/", applying.check, name="check"),
    path("join/<slug:slug>/application/reopen/", applying.reopen, name="reopen"),
    path("join/<slug:slug>/application/keep-short/", applying.keep_short, name="keep_short"),
    path("join/<slug:slug>/application/withdraw/", applying.withdraw, name="withdraw"),
    path("join/<slug:slug>/application/<slug:key>/", applying.section, name="section"),
    path("join/<slug:slug>/application/<slug:key>/save/", applying.save, name="save"),
]
