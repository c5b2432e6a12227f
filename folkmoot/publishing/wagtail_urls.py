"""What Wagtail serves, by the names it knows: the office, attachments, and pages by their place."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from wagtail import views as wagtail
from wagtail.admin import urls as admin_urls
from wagtail.documents.views import serve as documents
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns

from folkmoot.core.page_cache import cacheable

from . import office

attachment = cache_control(private=True, no_cache=True)(documents.serve)  # asked for anew by each reader

urlpatterns = [
    path("office/login/", office.sign_in, name="wagtailadmin_login"),
    path("office/account/", office.account, name="wagtailadmin_account"),
    path("office/", include(decorate_urlpatterns(admin_urls.urlpatterns, office.for_editors))),
    re_path(r"^documents/(\d+)/(.*)$", login_not_required(attachment), name="wagtaildocs_serve"),
    re_path(serve_pattern, login_not_required(cacheable(wagtail.serve)), name="wagtail_serve"),
]
