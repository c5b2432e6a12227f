"""One press is one version, also when it arrives twice; two people together make two, in turn."""

import threading

import pytest
from django.db import connection

from folkmoot.accounts.models import Policy
from folkmoot.accounts.policies import publish_defaults

SENT = {"title": "Conduct", "text": "Be kind.", "must_agree": True}


def test_the_same_words_are_one_version(cast):
    publish_defaults()
    first = Policy.objects.publish("conduct", by=cast.cora, **SENT)
    again = Policy.objects.publish("conduct", by=cast.cora, **SENT)

    assert again == first
    assert Policy.objects.filter(slug="conduct").count() == 2


@pytest.mark.parametrize("texts", [["Be kind."] * 3, ["Be kind.", "Be brief.", "Be early."]])
@pytest.mark.django_db(transaction=True)
def test_three_at_once(texts):
    publish_defaults()
    wait, failed = threading.Barrier(len(texts)), []

    def publish(text):
        wait.wait()
        try:
            Policy.objects.publish("conduct", **{**SENT, "text": text})
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    numbers = list(Policy.objects.filter(slug="conduct").order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, 2 + len(set(texts))))
