"""What bin/bench keeps."""

import json

from bench import __main__ as bench

RUNS = [("", 1), ("postgresql://a@b/c", 2), ("sqlite:////tmp/x", 3)]


def test_figures_of_one_database_leave_the_others_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    for url, seconds in RUNS:
        monkeypatch.setenv("DATABASE_URL", url)
        bench.keep("wordpress", [{"seconds": seconds}])

    kept = json.loads((tmp_path / "results.json").read_text())
    assert {name: result["rows"] for name, result in kept.items()} == {
        "wordpress": [{"seconds": 3}],
        "wordpress on PostgreSQL": [{"seconds": 2}],
    }
