# SPDX-License-Identifier: GPL-2.0-only
"""The verdict on a pair of runs: what the converted kernel does that the
baseline does not."""

from dataclasses import dataclass, field

from . import console

FINISHED, TIMEOUT, DIED, NOT_BUILT = ("finished", "timeout", "died",
                                      "not-built")
# A page in so many page tables is a leak, where that is more than the noise:
# half of what may never be missed, a page in a thousand.
PER_CYCLES = 2000
NOISE = {"free": 64, "tables": 16, "secondary": 16, "slab": 64}
# Objects of one slab that a whole run may keep for other reasons.
SLAB_NOISE = 400


@dataclass
class Run:
    """One kernel's run. `why` says it where `result` is not "finished"."""
    result: str
    why: str = ""
    seconds: float = 0
    said: console.Said = field(default_factory=console.Said)
    log: str = ""


def ending(said, timed_out):
    """(result, why) of a machine that stopped, or that was stopped."""
    if said.ended:
        return FINISHED, ""
    last = said.last_road()
    where = f"in the road {last}" if last else \
        "before the first road" if said.begun else \
        f"before init, after: {said.last}" if said.last else \
        "without a word"
    return (TIMEOUT if timed_out else DIED), \
        f"{'it did not end' if timed_out else 'it ended'} {where}"


def judge(before, after):
    """(status, why, [what is new as {"kind", "what"}]) of two Runs."""
    if before.result != FINISHED:
        return "baseline-broken", before.why, []
    if not any(road.how == "done" for road in before.said.roads.values()):
        return "baseline-broken", "no road was done", []
    found = _complaints(before.said, after.said)
    if after.result != FINISHED:
        found.insert(0, _new("end", f"{after.result}: {after.why}"))
        return "fail", after.why, found
    found += _roads(before.said, after.said)
    found += _leaks(before.said, after.said)
    found += _slabs(before.said, after.said)
    taint = after.said.taint & ~before.said.taint
    if taint:
        found.append(_new("taint", f"taint {taint:#x}"))
    return ("fail", found[0]["what"], found) if found else ("pass", "", [])


def _new(kind, what):
    return {"kind": kind, "what": what}


def _complaints(before, after):
    known = set(map(console.plain, before.complaints))
    found = []
    for line in after.complaints:
        plain = console.plain(line)
        if plain in known:
            continue
        known.add(plain)
        found.append(_new("complaint", line))
    return found


def _roads(before, after):
    found = []
    for name in dict.fromkeys([*before.roads, *after.roads]):
        one, two = (said.roads.get(name, console.Road("absent", "not run"))
                    for said in (before, after))
        # Whether it could be gone says nothing of the kernel.
        if "chance" in (one.how, two.how):
            continue
        if (one.how == "done") != (two.how == "done"):
            found.append(_new("road", f"road {name}: baseline {one.how}"
                              f"{_because(one)}, converted {two.how}"
                              f"{_because(two)}"))
    return found


def _because(road):
    return f" ({road.why})" if road.why else ""


def _leaks(before, after):
    found = []
    for name, road in after.roads.items():
        base = before.roads.get(name, console.Road()).counts
        if not base or not road.counts:
            continue
        allowed = road.counts.get("cycles", 0) / PER_CYCLES
        for what, noise in NOISE.items():
            more = road.counts.get(what, 0) - base.get(what, 0)
            kept = -more if what == "free" else more
            # A counter of tables that falls tells of a second dtor.
            if kept > max(noise, allowed) or \
                    what in ("tables", "secondary") and -kept > noise:
                found.append(_new("leak", (
                    f"road {name}: {what} {road.counts[what]:+} pages in "
                    f"{road.counts.get('cycles', 0)} page tables, baseline "
                    f"{base.get(what, 0):+}")))
    return found


def _grown(said):
    first, last = (said.counters.get(when, {}) for when in ("before",
                                                            "after"))
    return {name[len("slab:"):]: value - first.get(name, 0)
            for name, value in last.items() if name.startswith("slab:")}


def _slabs(before, after):
    base = _grown(before)
    return [_new("leak", f"slab {name}: {more:+} objects, baseline "
                 f"{base.get(name, 0):+}")
            for name, more in sorted(_grown(after).items())
            if more - base.get(name, 0) > SLAB_NOISE]
