"""ripgrep as a search engine: `rg.py SECTIONS QUERIES`, see README.md.

A reader greps for one word after another and opens the file that has most of them. `rg` finds and
counts; what is done here is only what the reader does: leave out the small words, add up.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

# What nobody greps for, unless a query has nothing else.
SMALL = set(
    "a an and are as at be by can do does for from get has have how i if in into is it its me my "
    "no not of on or so that the this to use was what when where which who why with without you".split()
)

sections = json.loads(Path(sys.argv[1]).read_text())
queries = json.loads(Path(sys.argv[2]).read_text())
folder = tempfile.TemporaryDirectory()


def write(section, number):
    fields = ("title", "path", "heading", "keywords", "page_keywords", "code", "prose")
    lines = (line for field in fields for line in section[field])
    (Path(folder.name) / str(number)).write_text("\n".join(lines) + "\n")


@cache
def counts(text):
    """How often a text stands in each section that has it."""
    command = ["rg", "--no-config", "--count-matches", "--with-filename", "--ignore-case"]
    command += ["--fixed-strings", "--null", "--regexp", text, folder.name]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode > 1:
        sys.exit(run.stderr)
    lines = (line.split("\0") for line in run.stdout.splitlines())
    return {int(Path(file).name): int(count) for file, count in lines}


def words(query):
    found = [word.strip("\"'`()[]{},.:;?!") or word for word in query.split()]
    found = list(dict.fromkeys(found))
    return [word for word in found if word.lower() not in SMALL] or found


def pages(*rankings):
    """The pages of sections, or pages, the best first, each once."""
    return list(dict.fromkeys(page for ranking in rankings for page in ranking))[:10]


def page_of(number):
    return sections[number]["page"]


def ranked(query, place):
    """Places by how many of the words they have, then by how often; then as they stand in the book."""
    distinct, often = Counter(), Counter()
    for word in words(query):
        found = Counter()
        for number, count in counts(word).items():
            found[place(number)] += count
        distinct.update(found.keys())
        often.update(found)
    return sorted(sorted(distinct, key=in_book), key=lambda it: (-distinct[it], -often[it]))


order = {page: at for at, page in enumerate(dict.fromkeys(s["page"] for s in sections))}


def in_book(place):
    return place if isinstance(place, int) else order[place]


def by_phrase(query):
    found = counts(query)
    return [page_of(number) for number in sorted(found, key=lambda it: (-found[it], it))]


def by_page(query):
    return ranked(query, page_of)


def by_section(query):
    return [page_of(number) for number in ranked(query, lambda number: number)]


for number, section in enumerate(sections):
    write(section, number)
ways = {
    "the whole query": lambda query: pages(by_phrase(query)),
    "its words, by page": lambda query: pages(by_page(query)),
    "its words, by section": lambda query: pages(by_section(query)),
    "whole, then words": lambda query: pages(by_phrase(query), by_section(query)),
}
for way, search in ways.items():
    print(json.dumps({"way": way, "pages": [search(query) for query in queries]}))
