"""The pictures of the README, from a small demo of their own: `bin/pictures`."""

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "pictures"
LARGEST = 150_000  # bytes
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]
POST = "/read/how-to-visit-without-being-a-nuisance/"


@dataclass
class Shot:
    """One picture: which page, who is signed in, how large, light or dark, scrolled to what."""

    path: str
    who: str = ""
    width: int = 1280
    height: int = 800
    scale: float = 1
    dark: bool = False
    at: str = ""  # what stands at the top of the picture


SHOTS = {
    "front": Shot("/"),
    "post": Shot(POST),
    "comments": Shot("/read/what-the-refuse-crew-knows/", at="#comments"),
    "people": Shot("/people/?near=Leeds&within=100", who="Ada"),
    "moderation": Shot("/team/moderation/", who="Cora", dark=True),
    "settings": Shot("/team/settings/look/", who="Cora"),
    "phone": Shot("/read/", width=390, height=800, scale=2, dark=True),
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(base, demo):
    """Wait until the demo has been made and answers."""
    for _ in range(1200):
        if demo.poll() is not None:
            sys.exit("The demo ended before it answered.")
        try:
            return urllib.request.urlopen(f"{base}/healthz", timeout=5)
        except OSError:
            time.sleep(0.5)
    sys.exit("The demo does not answer.")


def taken(browser, base, shot):
    """The picture of one page as it stands."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    if shot.who:
        page.goto(f"{base}/account/login/")
        page.get_by_role("button", name=re.compile(shot.who)).first.click()
        page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto(base + shot.path, wait_until="networkidle")
    if shot.at:
        page.locator(shot.at).evaluate("part => part.scrollIntoView({block: 'start', behavior: 'instant'})")
        page.wait_for_load_state("networkidle")
    picture = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(picture)).convert("RGB")


def save(name, picture):
    """As a WebP, as good as fits."""
    for quality in (90, 80, 70, 60):
        buffer = io.BytesIO()
        picture.save(buffer, "WEBP", quality=quality, method=6)
        if buffer.tell() < LARGEST:
            break
    (FOLDER / f"{name}.webp").write_bytes(buffer.getvalue())
    print(f"{name}.webp  {picture.width} × {picture.height}  {buffer.tell() // 1000} kB")  # noqa: T201


def take(names, base):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        for name in names:
            save(name, taken(browser, base, SHOTS[name]))
        browser.close()


def main(names):
    unknown = set(names) - set(SHOTS)
    if unknown:
        sys.exit(f"No picture is called {', '.join(sorted(unknown))}. There are {', '.join(SHOTS)}.")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="folkmoot-pictures-") as folder:
        call = ["bin/demo", "--size", "small", "--port", str(port), "--data", folder]
        demo = subprocess.Popen(call, cwd=ROOT, env={**os.environ, "LOG_LEVEL": "ERROR"})
        try:
            answers(f"http://localhost:{port}", demo)
            take(names or SHOTS, f"http://localhost:{port}")
        finally:
            demo.terminate()
            demo.wait(30)


if __name__ == "__main__":
    main(sys.argv[1:])
