"""`bin/bench`: runs each bench in a process of its own, prints its table, keeps the figures."""

import importlib
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
HELPERS = {"__init__", "__main__", "apart", "server", "sink"}


def names():
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS)


def main(wanted):
    unknown = set(wanted) - set(names())
    if unknown:
        sys.exit(f"No bench is called {', '.join(sorted(unknown))}. There are: {', '.join(names())}.")
    for name in wanted or names():
        # fresh interpreter, fresh memory: no bench warms up another
        subprocess.run([sys.executable, "-m", "bench", "--one", name], check=True, cwd=HERE.parent)


def one(name):
    module = importlib.import_module(f"bench.{name}")
    rows = module.run()
    print(f"\n{title(name)}: {(module.__doc__ or '').strip().splitlines()[0]}\n")
    print_table(rows)
    keep(name, rows)


def keep(name, rows):
    """Write the figures in the place of those measured before, on the same database."""
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results[title(name)] = {
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
        "on": machine(),
        "rows": rows,
    }
    RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")


def title(name):
    """Under what its figures are kept: those of one database leave the other's alone."""
    asked = os.environ.get("DATABASE_URL", "")
    return f"{name} on PostgreSQL" if asked.startswith("postgres") else name


def machine():
    system, python = f"{platform.system()} {platform.machine()}", platform.python_version()
    return f"{system}, {os.cpu_count()} cores, Python {python}"


def print_table(rows):
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([shown(row.get(column)) for column in columns] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns))]
    for first, *others in lines:
        cells = [
            first.ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)),
        ]
        print("  ".join(cells).rstrip())


def shown(value):
    if value is None:
        return ""
    return (
        f"{value:,.2f}"
        if isinstance(value, float)
        else f"{value:,}"
        if isinstance(value, int)
        else str(value)
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main(sys.argv[1:])
