# SPDX-License-Identifier: GPL-2.0-only
"""matrix_fake's kernel of a dozen lines, checked by a stand-in.

The stand-in takes what ptdesc-check takes and obeys words in the sources:
`FINDS PT001` is a finding, `CRASHES`, `STALLS` and `UNPARSED` are what they
say. It follows #include <...> and one level of #ifdef, and notes every call
in a log.
"""

import json
import subprocess
import sys
from pathlib import Path

import matrix_fake

SCRIPT = Path(__file__).resolve().parents[1] / "check"

MAKEFILE = matrix_fake.MAKEFILE + """\
top := $(realpath $(dir $(lastword $(MAKEFILE_LIST))))
%.o: FORCE
	@set -e; echo '  CC $@'; $(CC) $(MMD) -I$(top)/include \
'-DNAME="$*"' -c -o $@ $(top)/$*.c ; ./objtool $@
CC = $(CROSS_COMPILE)gcc
MMD = -Wp,-MMD,$(@D)/.$(@F).d
"""

CHECKER = r"""#!/usr/bin/python3
import json, os, re, sys, time
options = dict(word[2:].partition("=")[::2] for word in sys.argv[1:])
assert options["json"] == options["exit-code"] == ""
tree = os.path.realpath(options["tree"])
found, unseen, seen, macros = [], [], {}, []

def read(path, top):
    name, skipped, start = os.path.relpath(path, tree), set(), 0
    for number, line in enumerate(open(path).read().split("\n"), 1):
        if line.startswith("#ifdef"):
            start = number + 1
        elif line.startswith("#endif"):
            start = 0
        elif start:
            skipped.add(number)
            continue
        if "STALLS" in line:
            time.sleep(600)
        if "CRASHES" in line:
            sys.exit("it crashed")
        if "UNPARSED" in line:
            unseen.append({"unit": name, "arch": options["for-arch"],
                           "config": options["for-config"],
                           "why": "an error"})
        for id in re.findall(r"FINDS (PT\d+)", line):
            found.append({
                "id": id, "file": name, "line": number, "column": 1,
                "function": None, "message": "said", "advice": None,
                "chain": [], "arch": options["for-arch"],
                "config": options["for-config"], "suppressed": None})
        if not line.startswith("#"):
            macros.extend(re.findall(r"\w+(?=\()", line))
        included = re.match(r"#include <(.*)>", line)
        if included:
            read(os.path.join(top, included[1]), top)
    seen[path] = seen.get(path, skipped) & skipped

units = json.load(open(options["compdb"]))
with open("LOG", "a") as log:
    log.write("%d\n" % len(units))
for unit in units:
    gcc, *flags = unit["arguments"]
    source = unit["file"]
    name = os.path.relpath(source, tree)
    assert gcc == options["gcc"] and flags[-1] == source
    assert f'-DNAME="{name[:-2]}"' in flags, flags
    assert not {"-c", "-o"} & set(flags) and "MMD" not in str(flags), flags
    with open("LOG", "a") as log:
        log.write(name + "\n")
    read(source, [one[2:] for one in flags if one.startswith("-I")][0])
if "keep" in options:
    os.makedirs(options["keep"], exist_ok=True)
with open(options["seen"], "w") as out:
    for path, skipped in sorted(seen.items()):
        out.write("\t".join([path, *["%d-%d" % (n, n)
                                     for n in sorted(skipped)]]) + "\n")
    out.write("\t" + "\t".join(macros) + "\n")
count = len(units) - len(unseen)
print(json.dumps({"findings": found, "not_analysed": unseen, "totals": {
    "units": count, "functions": count, "lines": 10 * count}}))
sys.exit(3 if unseen else 1 if found else 0)
"""

FILES = {
    "Makefile": MAKEFILE,
    "arch/toy/mm/table.c": "#include <linux/table.h>\n"
                           "struct table *p; /* FINDS PT004 */\n"
                           "void f(void) { p->pmd_huge_pte = 0; }\n",
    "include/linux/table.h": "typedef long pte_t; /* FINDS PT001 */\n"
                             "#ifdef CONFIG_NEVER\n"
                             "void g(void) { p->pmd_huge_pte = 0; }\n"
                             "#endif\n",
    "include/linux/lonely.h": "pte_t lonely; /* FINDS PT002 */\n",
    "kernel/fork.c": "#include <linux/lonely.h>\nint fork;\n",
    "kernel/rare.c": "pte_t rare;\n",
    "mm/memory.c": "#include <linux/table.h>\npte_t memory;\n",
}


class Fake(matrix_fake.Fake):
    """Runs of scripts/check."""

    def __init__(self, folder):
        super().__init__(folder)
        for name, text in FILES.items():
            self.base(name, text)
        self.checker = folder / "bin/checker"
        self._file(self.checker, CHECKER.replace("LOG", str(self.log)))
        self.checker.chmod(0o755)

    def converted(self, changes):
        """Makes OUT/tree: the input with some files changed."""
        for name, text in {**self.files, **changes}.items():
            self._file(self.out / "tree" / name, text)

    def command(self, *options):
        return [sys.executable, str(SCRIPT), "--kdir", str(self.kdir),
                "--out", str(self.out), "--cell-data", str(self.data),
                "--checker", str(self.checker), *options]

    def run(self, *options):
        return subprocess.run(self.command(*options), text=True,
                              capture_output=True, env=self.environment(),
                              check=False, timeout=120)

    def result(self, name="input"):
        path = self.out / f"check-{name}.json"
        return json.loads(path.read_text("utf-8"))

    def found(self, name="input"):
        return [(one["id"], one["file"], one["line"])
                for one in self.result(name)["findings"]]
