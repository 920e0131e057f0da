# SPDX-License-Identifier: GPL-2.0-only
"""Files that are there whole or not at all."""

import os


def write(path, text, errors="strict"):
    """Writes `text` to the Path `path`, at once: whoever is interrupted, or
    has no space, leaves what was there before. `errors` is that of
    str.encode(). Raises OSError."""
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(text, "utf-8", errors)
        os.replace(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        # A full disk is noticed by a write, which does not know the file.
        error.filename = error.filename or str(path)
        raise
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
