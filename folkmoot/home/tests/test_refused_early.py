"""A request that is refused before the site knows who asks still gets a page."""


def test_a_wrong_host_is_told_so(client, db):
    assert client.get("/search/", headers={"host": "elsewhere.example"}).status_code == 400
