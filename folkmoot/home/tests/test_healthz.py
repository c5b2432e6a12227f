"""/healthz: for load balancers, open, cheap."""


def test_it_answers_strangers_without_a_cookie(client, db, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):  # whose house it is, and whether the database answers
        answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
