"""Measures the operations on the server that PGHOST and PGPORT name.

Prints a line for each: statement, what ran before it, version, cost (fast, scan, rewrite), lock on
the main table, lock on the other one, parted by tabs.
"""

import os
import sys
import threading
import time
import tomllib

import psycopg

TABLES = """
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, 100) AS n;
CREATE TABLE orders (
    id bigint PRIMARY KEY, customer_id bigint, number int, priority int,
    note varchar(10), placed timestamptz NOT NULL DEFAULT now(), span int4range);
INSERT INTO orders SELECT n, n % 100 + 1, n, n % 5, 'note', now(), int4range(n, n + 1)
FROM generate_series(1, 2000) AS n;
CREATE TABLE logs (id int NOT NULL, line text) PARTITION BY RANGE (id);
CREATE TABLE logs_0 PARTITION OF logs FOR VALUES FROM (0) TO (1000);
CREATE TABLE logs_new (id int NOT NULL, line text);
INSERT INTO logs_new SELECT n, 'line' FROM generate_series(1000, 1999) AS n;
"""

STRENGTH = {
    "AccessShareLock": "AS",
    "RowShareLock": "RS",
    "RowExclusiveLock": "RE",
    "ShareUpdateExclusiveLock": "SUE",
    "ShareLock": "S",
    "ShareRowExclusiveLock": "SRE",
    "ExclusiveLock": "E",
    "AccessExclusiveLock": "AE",
}
LOCKS = """SELECT mode FROM pg_locks
WHERE locktype = 'relation' AND pid = %s AND relation = %s
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


class Table:
    """A table (or index) whose file, locks and scans are looked at by its oid."""

    def __init__(self, connection, name):
        self.oid = connection.execute("SELECT %s::regclass::oid", [name]).fetchone()[0]

    def file(self, connection):
        return connection.execute("SELECT pg_relation_filenode(%s)", [self.oid]).fetchone()[0]

    def rows_read(self, connection):
        query = "SELECT coalesce(seq_tup_read, 0) FROM pg_stat_xact_all_tables WHERE relid = %s"
        found = connection.execute(query, [self.oid]).fetchone()
        return found[0] if found else 0

    def lock(self, connection, pid):
        modes = {mode for (mode,) in connection.execute(LOCKS, [pid, self.oid])}
        order = list(STRENGTH)
        strongest = max(modes, key=order.index, default=None)
        return STRENGTH[strongest] if strongest else "-"


def cost(rewritten, rows):
    return "rewrite" if rewritten else "scan" if rows else "fast"


def inside(operation):
    """Runs it in a transaction, looks at the locks, rolls back."""
    with psycopg.connect(autocommit=False) as connection:
        main, other = tables(connection, operation)
        connection.commit()
        pid = connection.info.backend_pid
        file = main.file(connection)
        rows = main.rows_read(connection)
        connection.execute(operation["sql"])
        locks = [table.lock(connection, pid) if table else "-" for table in (main, other)]
        result = cost(main.file(connection) != file, main.rows_read(connection) > rows)
        connection.rollback()
    return result, *locks


def outside(operation):
    """Runs it while a reader's transaction is open, and looks at what it holds or waits for."""
    with (
        psycopg.connect() as reader,
        psycopg.connect(autocommit=True) as watcher,
        psycopg.connect(autocommit=True) as worker,
    ):
        main, _ = tables(watcher, operation)
        file = main.file(watcher)
        pid = worker.info.backend_pid
        # A snapshot that lasts, so that CONCURRENTLY waits too.
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reader.execute("SELECT 1 FROM orders LIMIT 1")
        thread = threading.Thread(target=worker.execute, args=[operation["sql"]])
        thread.start()
        waiting = "SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted"
        for _ in range(200):
            if watcher.execute(waiting, [pid]).fetchone():
                break
            time.sleep(0.05)
        else:
            raise SystemExit(f"it does not wait: {operation['sql']}")
        lock = main.lock(watcher, pid)
        reader.rollback()
        thread.join()
        # What cannot run in a transaction reads the whole table in any case.
        result = cost(main.file(watcher) != file, True)
    return result, lock, "-"


def tables(connection, operation):
    main = Table(connection, operation.get("main", "orders"))
    other = operation.get("other")
    return main, Table(connection, other) if other else None


def main():
    with open(sys.argv[1], "rb") as file:
        operations = tomllib.load(file)["operation"]
    version = int(os.environ["PGVERSION"])
    for operation in operations:
        if version < operation.get("since", 0):
            continue
        with psycopg.connect(autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + TABLES)
            if "setup" in operation:
                connection.execute(operation["setup"])
        measure = outside if operation.get("outside") else inside
        setup = " ".join(operation.get("setup", "").split())
        print(operation["sql"], setup, version, *measure(operation), sep="\t")


main()
