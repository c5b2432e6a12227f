"""A server process like production's, and what its CPU does while it is asked."""

import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

ROUNDS, SECONDS = 3, 1.5


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One granian worker of four threads, as `folkmoot serve` starts it, for any WSGI application."""

    def __init__(self, application, environment):
        self.port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", "1"]
        command += ["--blocking-threads", "4", "--port", str(self.port), "--log-level", "error", application]
        self.process = subprocess.Popen(command, env={**os.environ, **environment}, start_new_session=True)
        self._wait()
        self.workers = children(self.process.pid)

    def _wait(self):
        for _attempt in range(600):
            try:
                self.get("/")
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The server did not answer within a minute.")

    def get(self, path, headers=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        return response, body

    def cpu(self):
        """CPU seconds that the web process has used so far."""
        return sum(used(pid) for pid in self.workers)

    def measure(self, path, headers=None, expect=200):
        """CPU milliseconds a request, median of rounds; requests a second; the median wait."""
        for _warm in range(3):
            self.get(path, headers)
        return [self._round(path, headers or {}, expect) for _round in range(ROUNDS)]

    def _round(self, path, headers, expect):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        before, began, waits = self.cpu(), time.perf_counter(), []
        while time.perf_counter() - began < SECONDS:
            asked = time.perf_counter()
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
            waits.append(time.perf_counter() - asked)
            assert response.status == expect, f"{path}: {response.status}, not {expect}"
        wall = time.perf_counter() - began
        connection.close()
        return {
            "cpu_ms": 1000 * (self.cpu() - before) / len(waits),
            "p50_ms": 1000 * statistics.median(waits),
            "per_second": len(waits) / wall,
        }

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(30)


def children(pid):
    """The worker processes; Linux tells them in /proc."""
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == pid and "resource_tracker" not in Path(f"/proc/{entry}/cmdline").read_text():
                found.append(int(entry))
    return found


def used(pid):
    """User and system seconds of a process, to the nanosecond where the kernel keeps them so."""
    tasks = f"/proc/{pid}/task"
    total = 0
    for task in os.listdir(tasks):
        total += int(Path(f"{tasks}/{task}/schedstat").read_text().split()[0])
    return total / 1e9


def middle(rounds):
    """The round in the middle, by CPU."""
    return sorted(rounds, key=lambda one: one["cpu_ms"])[len(rounds) // 2]


def peak_memory():
    """Megabytes that this process and its ended children needed at most."""
    return (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        // 1024
    )
