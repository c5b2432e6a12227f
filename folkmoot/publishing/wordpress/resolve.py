"""What the addresses in a text are now: pages, topics, authors and files that were carried."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db.models import Q

from folkmoot.publishing.models import ImportItem

from . import names
from .losses import Loss

ADDRESS = re.compile(r"""(?:href|src)\s*=\s*["']([^"'<>]{1,2000})["']""", re.I)
PICTURE_NUMBER = re.compile(r"wp-image-(\d+)|\bids=[\"'&;quot]*([\d,\s]+)")
BARE = re.compile(r"https?://[^\s<>\"'\[\]]{1,2000}")
ARCHIVE = re.compile(r"/(category|tag|author)/(?:[^?#]+/)?([^/?#]+)/?$")
PASSED = ("http://", "https://", "mailto:")


class Resolver:
    """Answers for the texts of one batch, from a fixed number of queries."""

    def __init__(self, run, hosts, texts):
        self.run = run
        self.hosts = hosts
        self.losses = []
        self._by_path, self._by_id, self._by_file, self._by_source, self._alts = {}, {}, {}, {}, {}
        self._look_up(texts)

    def _look_up(self, texts):
        paths, ids, files, sources = set(), set(), set(), set()
        for text in texts:
            for address in {*ADDRESS.findall(text), *BARE.findall(text)}:
                address = self._whole(unescape(address))
                if not self._is_old(address):
                    continue
                if file := names.upload_of(address):
                    files.add(file)
                ids.add(names.id_in(address))
                paths.add(names.plain_path_of(address))
                sources.add(self._archive(address))
            for number, several in PICTURE_NUMBER.findall(text):
                ids.update({number, *re.findall(r"\d+", several)})
        wanted = Q(path__in=paths - {""}) | Q(file__in=files) | Q(source_id__in=(ids | sources) - {"", None})
        if not (paths or files or ids or sources):
            return
        kinds = ["post", "page", "attachment", "topic", "author"]
        mine = Q(run=self.run, outcome__in=[ImportItem.Outcome.PLANNED, *ImportItem.CARRIED])
        earlier = Q(run__site=self.run.site, outcome__in=ImportItem.CARRIED)
        for item in ImportItem.objects.filter(mine | earlier, wanted, kind__in=kinds).order_by(
            "run_id", "pk"
        ):
            self._know(item)

    def _know(self, item):
        if item.path and "?" not in item.path:
            self._by_path[item.path] = item
        if item.file:
            self._by_file[item.file] = item
        if item.data.get("picture"):
            self._alts[item.data["picture"]] = item.data.get("alt", "")
        if item.kind in {"post", "page", "attachment"}:
            self._by_id[item.source_id] = item
        else:
            self._by_source[(item.kind, item.source_id)] = item

    # What the markup asks

    def link(self, address, *, told=False):
        """The address to write; "" where it may not be written at all. `told`: its loss is in the report."""
        address = address.strip()
        if address.lower().startswith("mailto:"):
            return address
        whole = self._whole(address)
        if not whole.lower().startswith(PASSED):
            return ""
        if not self._is_old(whole):
            return whole
        item = self._item(whole)
        if item is None or not item.data.get("address"):
            if not self._is_front(whole):
                self.losses.extend([] if told else [Loss("old link", whole[:500])])
                return whole
            return "/"
        fragment = urlsplit(whole).fragment
        keep = fragment and not fragment.startswith(("comment", "respond"))
        return item.data["address"] + (f"#{fragment}" if keep else "")

    def picture(self, source, number):
        """The key of a picture that was carried, or None."""
        item = self._by_id.get(number) if number else None
        if item is None or item.kind != "attachment":
            whole = self._whole(source)
            item = self._by_file.get(names.upload_of(whole)) if source and self._is_old(whole) else None
        return item.data.get("picture") if item else None

    def alt_of(self, picture):
        """The words of a picture, where the text gives none."""
        return self._alts.get(picture, "")

    def is_upload(self, address):
        """Whether a link leads to a file or its page, which is what a click on a picture does anyway."""
        whole = self._whole(address)
        item = self._item(whole) if self._is_old(whole) else None
        return bool(names.UPLOADS.search(urlsplit(whole).path)) or (
            item is not None and item.kind == "attachment"
        )

    # How it finds it

    def _whole(self, address):
        try:
            if address.startswith("//"):
                return f"https:{address}"
            base = self.run.site_url or "http://unknown.invalid"
            return urljoin(f"{base.rstrip('/')}/", address)
        except ValueError:
            return ""

    def _is_old(self, address):
        return names.host_of(address) in self.hosts

    def _is_front(self, address):
        return names.plain_path_of(address) in {"/", names.base_path(self.run.site_url)}

    @staticmethod
    def _archive(address):
        match = ARCHIVE.search(address.partition("?")[0])
        if not match:
            return ""
        return (
            match[2]
            if match[1] == "author"
            else f"{'post_tag' if match[1] == 'tag' else 'category'}/{match[2]}"
        )

    def _item(self, address):
        if number := names.id_in(address):
            return self._by_id.get(number)
        if item := self._by_path.get(names.plain_path_of(address)):
            return item
        if file := names.upload_of(address):
            return self._by_file.get(file)
        archive = self._archive(address)
        return self._by_source.get(("topic", archive)) or self._by_source.get(("author", archive))


class NoPictures:
    """For comments: links are rewritten, pictures are shown as links."""

    def __init__(self, resolver):
        self.link, self.is_upload = resolver.link, resolver.is_upload

    def picture(self, source, number):
        return None


def hosts_of(run):
    """The hosts under which the old site's pages and files are found."""
    urls = run.items.filter(kind="attachment").values_list("data__url", flat=True)[:50]
    return {names.host_of(url) for url in [run.site_url, *filter(None, urls)]} - {""}
