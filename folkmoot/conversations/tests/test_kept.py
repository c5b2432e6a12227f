"""A session that ended while someone wrote: the words come back after signing in."""

from django.urls import reverse

from folkmoot.conversations.models import Message


def test_the_words_come_back(client, cast, thread):
    url = reverse("conversations:write", args=[thread.pk])
    client.force_login(cast.ada)
    made = client.get(url).context["form"]["_made"].value()
    client.cookies.pop("sessionid")
    answer = client.post(
        url, {"_made": made, "source": "My long thought"}, headers={"Referer": f"http://testserver{url}"}
    )
    client.force_login(cast.ada)
    page = client.get(url).content.decode()

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert "My long thought</textarea>" in page
    assert Message.objects.count() == 0


def test_without_a_known_account_the_words_stay_in_the_guests_form(client, cast, thread):
    url = reverse("conversations:write", args=[thread.pk])
    client.force_login(cast.ada)
    made = client.get(url).context["form"]["_made"].value()
    client.cookies.clear()
    page = client.post(url, {"_made": made, "source": "My long thought"}).content.decode()

    assert "My long thought</textarea>" in page
    assert "You write as a guest" in page
