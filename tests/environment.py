"""What the environment of a test run is, before the settings are read: see addopts in pyproject.toml."""

import os
import tempfile
from pathlib import Path

os.environ["FOLKMOOT_DATA"] = tempfile.mkdtemp(prefix="folkmoot-test-")  # a data folder of the run's own
os.environ["TOWNS"] = str(
    Path(tempfile.gettempdir()) / f"folkmoot-{os.getuid()}"
)  # written once, for all runs
os.environ["DATABASE_POOL"] = "no"  # an open pool would block copying the template
os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 40
os.environ["OPENBLAS_NUM_THREADS"] = (
    "1"  # the tests share the cores already; more threads only wait for each other
)
