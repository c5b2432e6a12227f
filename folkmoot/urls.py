"""Every address of the house, room by room. What no room claims is a page of the public site."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("folkmoot.ui.urls")),
    path("", include("folkmoot.activity.urls")),
    path("", include("folkmoot.accounts.urls")),
    path("", include("folkmoot.home.urls")),
    path("", include("folkmoot.files.urls")),
    path("", include("folkmoot.members.urls")),
    path("", include("folkmoot.groups.urls")),
    path("", include("folkmoot.events.urls")),
    path("", include("folkmoot.recruitment.urls")),
    path("", include("folkmoot.conversations.urls")),
    path("", include("folkmoot.insights.urls")),
    path("", include("folkmoot.announcements.urls")),
    path("account/", include("allauth.urls")),
    path("", include("folkmoot.publishing.urls")),
    path("", include("folkmoot.publishing.wagtail_urls")),
]
if settings.MAIL_SERVICE:  # before the public site, which claims what nobody else does
    from folkmoot.activity.inbound.webhooks import paths_of

    urlpatterns.insert(0, path("mail/service/", include(paths_of(settings.MAIL_SERVICE))))
