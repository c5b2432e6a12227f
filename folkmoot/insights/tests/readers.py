"""Readers of the tests: browsers at addresses of their own, and programs."""

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
GPTBOT = (
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.2; +https://openai.com/gptbot"
)
HEADLESS = CHROME.replace("Chrome/", "HeadlessChrome/")
HULL, LEEDS = "203.0.113.7", "198.51.100.23"


def opens(client, path, *, at=HULL, by=FIREFOX, **headers):
    """One reader opens one page, as a browser asks for it."""
    meta = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return client.get(path, REMOTE_ADDR=at, HTTP_USER_AGENT=by, **meta)
