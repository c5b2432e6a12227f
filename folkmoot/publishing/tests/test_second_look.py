"""Beside publishing at once, an editor can ask another one to look first: Wagtail's workflow, made ours."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow

from folkmoot.accounts.models import User
from folkmoot.activity.models import Email
from folkmoot.publishing.models import PostPage

from .shelf import draft


@pytest.fixture
def post(cast):
    """A draft that Dev asked the other editors to look at; Hana has become one, Fay administers."""
    cast.hana.give(User.Role.EDITOR, by=cast.fay)
    post = draft("Nine lifts", by=cast.dev)
    post.save_revision(user=cast.dev)
    post.get_workflow().start(post, cast.dev)
    return post


def test_there_is_one_workflow_and_it_is_the_editors(cast):
    call_command("migrate", verbosity=0)  # lays out again, and changes nothing
    (workflow,) = Workflow.objects.all()
    (task,) = GroupApprovalTask.objects.all()
    assert (workflow.name, task.name) == ("another editor", "another editor")
    assert [group.name for group in task.groups.all()] == ["Editors"]
    assert draft("Nine lifts", by=cast.dev).get_workflow() == workflow
    assert Page.get_first_root_node().get_workflow() == workflow


def test_the_form_offers_it_beside_publishing(client, cast):
    post = draft("Nine lifts", by=cast.dev)
    post.save_revision(user=cast.dev)
    client.force_login(cast.dev)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert "Submit to another editor" in page
    assert 'name="action-publish"' in page


def test_the_other_editors_get_a_letter_that_is_a_row(cast, post):
    rows = Email.objects.filter(subject__icontains="Nine lifts")
    assert {row.user for row in rows} == {cast.fay, cast.hana}
    assert all(f"/office/pages/{post.pk}/edit/" in row.text for row in rows)


def test_another_editor_approves_and_it_is_out(client, cast, post):
    client.force_login(cast.hana)
    state = post.current_workflow_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk])
    assert client.post(action, {"comment": ""}).status_code == 302
    assert PostPage.objects.get(pk=post.pk).live
    told = Email.objects.to(cast.dev).last()
    assert "approved" in told.subject


def test_another_editor_gives_it_back_with_a_word(client, cast, post):
    client.force_login(cast.hana)
    state = post.current_workflow_task_state
    action = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "reject", state.pk])
    assert client.post(action, {"comment": "Which floor?"}).status_code == 302
    assert not PostPage.objects.get(pk=post.pk).live
    assert "Which floor?" in Email.objects.to(cast.dev).last().text


@pytest.mark.parametrize("place", ["reports/workflow/", "reports/workflow_tasks/", "workflows/list/", ""])
def test_its_pages_open_to_editors(client, cast, post, place):
    client.force_login(cast.dev)
    answer = client.get(f"/office/{place}")
    assert answer.status_code == (302 if place.startswith("workflows") else 200)
