# SPDX-License-Identifier: GPL-2.0-only
"""Results of (step, file) pairs, so that a second run costs nearly nothing.

The key is made of everything that can change the result; so nothing is ever
invalidated, only forgotten. SQLite keeps the file whole when a run is
interrupted or the disk is full.
"""

import hashlib
import json
import sqlite3
import threading
import zlib
from pathlib import Path

# A new meaning of what is stored below a key needs a new number.
FORMAT = "1"
KEEP = 50000        # entries; the oldest go first


def key(*parts):
    """The key for `parts` (str or bytes), as hexadecimal text."""
    digest = hashlib.blake2b(digest_size=20)
    for part in (FORMAT,) + parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()


class Cache:
    """get() and put() of (meta, content); never an error: a cache that cannot
    be opened or written is none, and `why` says so."""

    def __init__(self, path):
        self.why = None
        self._lock = threading.Lock()
        self._db = None
        if path is None:
            return
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, check_same_thread=False,
                                       timeout=5)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=OFF")
            self._db.execute("CREATE TABLE IF NOT EXISTS results (key TEXT "
                             "PRIMARY KEY, meta TEXT, content BLOB)")
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)

    def _give_up(self, error):
        self.why = f"the cache is not used: {error}"
        self._db = None

    def get(self, name):
        """(meta, content) or None."""
        with self._lock:
            if self._db is None:
                return None
            try:
                row = self._db.execute(
                    "SELECT meta, content FROM results WHERE key = ?",
                    (name,)).fetchone()
            except sqlite3.Error as error:
                self._give_up(error)
                return None
        return (json.loads(row[0]), row[1]) if row else None

    def put(self, name, meta, content):
        with self._lock:
            if self._db is None:
                return
            try:
                self._db.execute("INSERT OR REPLACE INTO results VALUES "
                                 "(?, ?, ?)",
                                 (name, json.dumps(meta), content))
            except sqlite3.Error as error:
                self._give_up(error)

    def recall(self, name):
        """The value that remember() was given; None for what is not there,
        or is damaged."""
        known = self.get(name)
        try:
            return json.loads(zlib.decompress(known[1])) if known else None
        except (ValueError, TypeError, zlib.error):
            return None

    def remember(self, name, value):
        """Puts a value that JSON knows."""
        self.put(name, {}, zlib.compress(json.dumps(value).encode(), 1))

    def keep(self):
        """What was put is safe from now on; close() does that as well."""
        with self._lock:
            if self._db is None:
                return
            try:
                self._db.commit()
            except sqlite3.Error as error:
                self._give_up(error)

    def close(self):
        with self._lock:
            if self._db is None:
                return
            try:
                self._db.execute(
                    "DELETE FROM results WHERE rowid <= (SELECT max(rowid) "
                    "FROM results) - ?", (KEEP,))
                self._db.commit()
                self._db.close()
            except sqlite3.Error as error:
                self._give_up(error)
            self._db = None
