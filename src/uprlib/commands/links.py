"""Checks a folder of pages for broken links, pictures without alternative text and anything fetched from outside."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {"img": "src", "script": "src", "link": "href", "iframe": "src", "source": "src", "image": "href"}
"""What a browser loads by itself to show a page, as element and attribute."""


class _Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.wordless: list[str] = []
        self.headings: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if given.get("id"):
            self.anchors.add(given["id"])
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in FETCHED and given.get(FETCHED[tag]) and given.get("rel") not in ("index", "search", "next", "prev"):
            self.fetched.append(given[FETCHED[tag]])
        if tag == "img" and not given.get("alt", "").strip():
            self.wordless.append(given.get("src", "")[:60])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))


def problems(folder: Path) -> list[str]:
    """What is wrong with the pages of a folder, in words; empty if nothing is.

    Parameters
    ----------
    folder : path
        Of HTML files; links between them and to anchors in them are followed, links to outside are not.
    """
    pages = {file: _Page(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}
    found = []
    for file, page in pages.items():
        name = file.relative_to(folder).as_posix()
        for address in page.links + page.fetched:
            parts = urlsplit(address)
            if parts.scheme in ("data", "mailto"):
                continue
            if parts.scheme or parts.netloc:
                if address in page.fetched:
                    found.append(f"{name} fetches {address}")
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            if not target.exists():
                found.append(f"{name} links to {address}, which does not exist")
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
                found.append(f"{name} links to {address}, but that page has no such anchor")
        found += [f"{name} shows {source} without alternative text" for source in page.wordless]
        if page.headings.count(1) != 1:
            found.append(f"{name} has {page.headings.count(1)} first-level headings")
    return found
