# SPDX-License-Identifier: GPL-2.0-only
"""A kernel tree of a dozen lines whose compiler is a script.

The compiler obeys words in the sources: `BREAKS text` is an error, `WARNS
text` a warning, `STALLS` takes for ever. It notes every call in a log.
"""

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "matrix"

MAKEFILE = """\
VERSION = 6
PATCHLEVEL = 1
SUBLEVEL = 7
.SUFFIXES:
defconfig: ; @mkdir -p $(O) && cp arch/$(ARCH)/defconfig $(O)/.config
broken_defconfig: ; @echo "no such board" >&2; exit 1
alldefconfig: ; @mkdir -p $(O) && cp $(KCONFIG_ALLCONFIG) $(O)/.config; \\
	$(MAKE) --no-print-directory olddefconfig prepare
olddefconfig:
	@sed -i '/NOSUCH/d' $(O)/.config
	@mkdir -p $(O)/include/config
	@grep = $(O)/.config > $(O)/include/config/auto.conf
# With abs_srctree it runs in the object folder, as kbuild's own second make.
T := $(or $(abs_srctree),$(CURDIR))
O ?= $(abs_objtree)
prepare:
	@cd $(T) && sh build.sh $(O) $(CROSS_COMPILE)gcc kernel/bounds.s \\
		kernel/bounds.c -S
FORCE:
"""
# check_fake has another, by which `make -n` shows the compiler's command.
UNIT_RULE = """\
%.o: $(if $(wildcard $(O)/kernel/bounds.s),,prepare) FORCE
	@cd $(T) && sh build.sh $(O) $(CROSS_COMPILE)gcc $@ $*.c -c
vmlinux:
	@cd $(T) && sh link.sh $(O) $(CROSS_COMPILE)gcc
"""

# Objects are copies of their sources: `CALLS name` wants `DEFINES name`.
LINK = """\
top=$PWD; obj=$1; cc=$2; cd "$obj" || exit 1
for object in $(find . -name '*.o'); do
	unit=${object#./}; source=${unit%.o}.c
	if [ "$top/$source" -nt "$unit" ]; then
		(cd "$top" && sh build.sh "$obj" "$cc" "$unit" "$source" -c) || exit 1
	fi
	for name in $(sed -n 's/.*CALLS \\([a-z_]*\\).*/\\1/p' "$unit"); do
		grep -rqs --include='*.o' "DEFINES $name" . && continue
		echo "toy-ld: $unit: in function 'caller':"
		echo "$source:(.text+0x8): undefined reference to '$name'"
		bad=1
	done
done
[ -z "$bad" ] && : > vmlinux
"""

BUILD = """\
top=$PWD; obj=$1; cc=$2; target=$3; source=$4; mode=$5
cd "$obj" && mkdir -p "$(dirname "$target")"
echo "  CC      $target"
cmd="$cc -I$top/include $mode -o $target $top/$source"
$cmd || exit 1
case "$target" in kernel/*) tail="   ; ./objtool $target";; esac
{
	echo "cmd_$target := $cmd$tail"
	echo "source_$target := $top/$source"
	echo "deps_$target := \\\\"
	sed -n "s|^#include <\\(.*\\)>|  $top/include/\\1 \\\\\\\\|p" "$top/$source"
} > "$(dirname "$target")/.$(basename "$target").cmd"
"""

COMPILER = r"""#!/bin/sh
case "$*" in *--version*) echo "fakecc 1.0"; exit 0;; esac
case "$*" in *" -E "*) exec gcc "$@";; esac
for word; do
	case "$last" in -o) out=$word;; esac
	case "$word" in -I*) top=${word#-I};; esac
	last=$word
done
echo "$out" >> LOG
headers=$(sed -n "s|^#include <\(.*\)>|$top/\1|p" "$last")
if cat "$last" $headers | grep -q STALLS; then sleep 600; fi
awk '
function say(kind) {
	sub(/^.*(BREAKS|WARNS) /, ""); sub(/ \*\/.*/, "")
	printf "%s:%d:1: %s: %s\n", FILENAME, FNR, kind, $0 }
/BREAKS/ { say("error"); bad = 1; next }
/WARNS/ { say("warning") }
END { exit bad }' "$last" $headers || exit 1
cat "$last" > "$out"
"""

FILES = {
    "Kconfig": "", "Makefile": MAKEFILE + UNIT_RULE, "build.sh": BUILD,
    "link.sh": LINK,
    "arch/toy/Kbuild": "obj-y += mm/\n",
    "arch/toy/defconfig": "CONFIG_MMU=y\n",
    "arch/toy/mm/Makefile": "obj-y := table.o\n",
    "arch/toy/mm/table.c": "#include <linux/table.h>\nint table;\n",
    "arch/other/mm/table.c": "int other;\n",
    "include/linux/table.h":
        "#define fresh_table() old_name()\nint old_name(void);\n"
        "#ifdef CONFIG_NEVER\nint hidden;\n#endif\n",
    "include/linux/lonely.h": "int lonely;\n",
    "kernel/Makefile": "obj-y := fork.o\nobj-$(CONFIG_RARE) += rare.o\n",
    "kernel/bounds.c": "int bounds;\n",
    "kernel/fork.c": "int fork;\n",
    "kernel/rare.c": "#include <linux/table.h>\nint rare = fresh_table;\n",
    "mm/Makefile": "obj-$(CONFIG_MMU) += multi.o\nmulti-y := memory.o\n",
    "mm/memory.c":
        "#include <linux/table.h>\nint memory = fresh_table;\n"
        "/* WARNS an old warning */\n",
}

TOY = "[arch]\nkernel-arch = toy\ngcc = toy-\npackage = gcc-toy\n\n[plain]\n"


class Fake:
    """A tree, a series under construction, and runs of scripts/matrix."""

    def __init__(self, folder):
        self.kdir, self.out = folder / "kernel", folder / "out"
        self.data, self.log = folder / "data", folder / "log"
        self.files, self.rows = dict(FILES), []
        for name, text in FILES.items():
            self._file(self.kdir / name, text)
        self._file(self.data / "configs/common.config", "")
        self.arch("toy", TOY)
        self.compiler = folder / "bin/toy-gcc"
        self._file(self.compiler, COMPILER.replace("LOG", str(self.log)))
        self.compiler.chmod(0o755)

    @staticmethod
    def _file(path, text):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def arch(self, name, text, **fragments):
        self._file(self.data / f"arches/{name}.ini", text)
        for fragment, options in fragments.items():
            self._file(self.data / f"configs/{fragment}.config", options)

    def base(self, name, text):
        """Changes the input; before the first patch only."""
        self.files[name] = text
        self._file(self.kdir / name, text)

    def commit(self, changes, names=()):
        """Adds a patch that gives files a new text."""
        number = len(self.rows) + 1
        text = f"Subject: [PATCH {number}/9] toy: change {number}\n\nWhy.\n"
        for name, after in sorted(changes.items()):
            before, old, mode = "", "/dev/null", "new file mode 100644\n"
            if name in self.files:
                before, old, mode = self.files[name], f"a/{name}", ""
            text += f"\ndiff --git a/{name} b/{name}\n{mode}" + "".join(
                difflib.unified_diff(before.splitlines(True),
                                     after.splitlines(True),
                                     old, f"b/{name}"))
            self.files[name] = after
        self.rows.append({"number": number, "names": list(names)})
        self._file(self.out / f"series/{number:04}-change.patch", text)
        self._file(self.out / "convert.json", json.dumps(
            {"tool": {"name": "fake", "version": "1"},
             "tree": {"path": str(self.kdir)}, "rows": self.rows}))

    def command(self, *options):
        return [sys.executable, str(SCRIPT), "--out", str(self.out),
                "--cell-data", str(self.data), *options]

    def environment(self):
        return {**os.environ,
                "PATH": f"{self.compiler.parent}:{os.environ['PATH']}"}

    def run(self, *options):
        """Returns the finished process; matrix.json is in result()."""
        return subprocess.run(self.command(*options), text=True,
                              capture_output=True, env=self.environment(),
                              check=False, timeout=120)

    def result(self):
        return json.loads((self.out / "matrix.json").read_text("utf-8"))

    def statuses(self):
        """{(cell, commit): status} of the last run."""
        return {(f"{cell['arch']}/{cell['config']}", cell["commit"]):
                cell["status"] for cell in self.result()["cells"]}

    def compiled(self):
        """What the compiler was called for since the last question."""
        text = self.log.read_text("utf-8") if self.log.exists() else ""
        self.log.unlink(missing_ok=True)
        return text.split()
