"""The ground the pages stand on: the front page, the shelf of posts, the site and the editors' rights."""

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
)

from .models import HomePage, ReadPage

EDITORS = "Editors"
ON_PAGES = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"]
ON_COLLECTIONS = [
    "add_picture",
    "change_picture",
    "choose_picture",
    "add_attachment",
    "change_attachment",
    "choose_attachment",
]
ELSEWHERE = [
    ("wagtailadmin", ["access_admin"]),
    ("publishing", ["add_topic", "change_topic", "delete_topic", "view_topic"]),
    ("wagtailredirects", ["add_redirect", "change_redirect", "delete_redirect", "view_redirect"]),
]


@transaction.atomic
def lay_out(community_name=""):
    """Make what every site has, once; with a name, the front page and the site carry it from now on."""
    home = HomePage.objects.first() or _front_page(community_name or "Folkmoot")
    if not ReadPage.objects.exists():
        home.add_child(instance=ReadPage(title=_("Read"), slug=ReadPage.SLUG))
    if community_name:
        HomePage.objects.filter(pk=home.pk).update(title=community_name, draft_title=community_name)
        Site.objects.filter(root_page=home).update(site_name=community_name)
    offer_a_second_look(open_the_office())
    return home


def offer_a_second_look(editors):
    """Beside publishing at once, an editor can ask another one to look first. Wagtail brings a workflow for
    moderators, whom this house does not have: it is made ours.
    """
    name = _("another editor")
    task = GroupApprovalTask.objects.exclude(groups=editors).filter(groups__name="Moderators").first()
    if task is None:
        return
    task.groups.set([editors])
    Workflow.objects.filter(workflow_tasks__task=task).update(name=name)
    GroupApprovalTask.objects.filter(pk=task.pk).update(name=name)


def _front_page(title):
    """The front page in the place of the page that a new Wagtail brings."""
    root = Page.get_first_root_node()
    root.get_children().filter(slug="home").delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title=title, slug="home"))
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": title,
        },
    )
    return home


def open_the_office():
    """The group that carries what editors may do in the office. Roles put people into it."""
    for label in ("publishing", "wagtailcore", "wagtailadmin", "wagtailredirects"):
        create_permissions(apps.get_app_config(label), verbosity=0)
    editors, _created = Group.objects.get_or_create(name=EDITORS)
    for label, codenames in ELSEWHERE:
        editors.permissions.add(
            *Permission.objects.filter(content_type__app_label=label, codename__in=codenames)
        )
    for permission in Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=ON_PAGES
    ):
        GroupPagePermission.objects.get_or_create(
            group=editors, page=Page.get_first_root_node(), permission=permission
        )
    for permission in Permission.objects.filter(
        content_type__app_label="publishing", codename__in=ON_COLLECTIONS
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=editors, collection=Collection.get_first_root_node(), permission=permission
        )
    return editors
