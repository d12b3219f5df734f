"""SQLite's full-text search: `fts5.py SECTIONS QUERIES`, see README.md."""

import json
import re
import sqlite3
import sys
from pathlib import Path

# The fields of a section and what a match in each counts; the scale is that of our own index.
WEIGHTS = {
    "heading": 5.0,
    "title": 4.0,
    "keywords": 3.0,
    "page_keywords": 1.0,
    "code": 1.2,
    "path": 1.5,
    "prose": 1.0,
}

sections = json.loads(Path(sys.argv[1]).read_text())
queries = json.loads(Path(sys.argv[2]).read_text())

database = sqlite3.connect(":memory:")
columns = ", ".join(WEIGHTS)
database.execute(
    f"create virtual table section using fts5(page unindexed, {columns}, "
    "tokenize = 'porter unicode61')"
)
database.executemany(
    f"insert into section values (?{', ?' * len(WEIGHTS)})",
    ([section["page"], *("\n".join(section[name]) for name in WEIGHTS)] for section in sections),
)


def terms(query):
    """The words of a query, each quoted: FTS5 would read signs as operators."""
    return [f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", query.lower()))]


def found(match):
    if not match:
        return []
    weights = ", ".join(map(str, [0.0, *WEIGHTS.values()]))
    rows = database.execute(
        f"select page from section where section match ? order by bm25(section, {weights}), rowid",
        [match],
    )
    return [page for (page,) in rows]


def pages(*rankings):
    return list(dict.fromkeys(page for ranking in rankings for page in ranking))[:10]


def last_open(words):
    """The last word may be the beginning of one."""
    return [*words[:-1], words[-1] + "*"] if words else []


ways = {
    "OR": lambda words: pages(found(" OR ".join(words))),
    "AND, then OR": lambda words: pages(found(" AND ".join(words)), found(" OR ".join(words))),
    "OR, prefixes": lambda words: pages(found(" OR ".join(word + "*" for word in words))),
    "OR, last a prefix": lambda words: pages(found(" OR ".join(last_open(words)))),
}
for way, search in ways.items():
    print(json.dumps({"way": way, "pages": [search(terms(query)) for query in queries]}))
