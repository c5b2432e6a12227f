"""Notes on a case are for the team."""

import pytest
from django.urls import reverse

from folkmoot.conversations.models import CaseNote


def note(client, message, words="Rang her."):
    return client.post(reverse("conversations:note", args=[message.pk]), {"note-words": words}).status_code


def test_kept_and_read_by_the_team(client, cast, thread):
    message = thread.say("Doubtful", author=cast.hana)
    client.force_login(cast.cora)
    answers = [note(client, message, words) for words in ("Rang her.", "")]
    client.force_login(cast.fay)
    page = client.get(reverse("conversations:case", args=[message.pk])).content.decode()

    assert (answers, CaseNote.objects.get().by) == ([302, 200], cast.cora)
    assert "Rang her." in page


@pytest.mark.parametrize("who", ["hana", "ada", "dev"])
def test_nobody_else(client, cast, thread, who):
    message = thread.say("Doubtful", author=cast.hana)
    CaseNote.objects.write(message, "Rang her.", by=cast.cora)
    client.force_login(getattr(cast, who))

    assert note(client, message) == 403
    assert "Rang her." not in client.get(message.get_absolute_url(), follow=True).content.decode()
