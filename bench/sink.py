"""A mail server that takes every letter and notes it: one line of address and Message-ID for each."""

import asyncio
import re
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP

ID = re.compile(rb"^Message-ID: *(\S+)", re.I | re.M)


class Notes:
    def __init__(self, path):
        self.file = open(path, "ab", buffering=0)  # noqa: SIM115 - open as long as the process

    async def handle_DATA(self, server, session, envelope):
        self.file.write(b"%s %s\n" % (envelope.rcpt_tos[0].encode(), ID.search(envelope.content)[1]))
        return "250 OK"


async def main(path, port):
    notes = Notes(path)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(notes, loop=loop), "127.0.0.1", port)
    await server.serve_forever()


def taken(path):
    """What it noted so far: pairs of address and Message-ID."""
    file = Path(path)
    return [tuple(line.split()) for line in file.read_text().splitlines()] if file.exists() else []


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
