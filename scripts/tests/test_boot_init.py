# SPDX-License-Identifier: GPL-2.0-only
"""What make boot boots: cells with a machine, and init."""

import re
import shutil
import subprocess

import pytest
import started
from conftest import ROOT
from ptdesc.boot import machine
from ptdesc.errors import Usage
from ptdesc.matrix import cells

INIT = ROOT / "scripts/boot-init"
TOY = """\
[arch]
gcc = toy-
append = console=toy
kvm-hosts = toy64

[boot]
verbs = boot
qemu = qemu-toy -m 1
image = arch/toy/Image
boots = one | two x
needs = wide
"""


BOOT = [cell for cell in cells.load() if "boot" in cell.verbs]


@pytest.mark.parametrize(
    "cell", [cell for cell in BOOT if cell.package in started.listed()],
    ids=lambda cell: cell.arch)
def test_init_compiles_without_a_warning(cell, tmp_path):
    """With the compilers that the tests have."""
    subprocess.run([cell.compiler, *cell.init_flags, "-O1", "-Wall",
                    "-Wextra", "-Werror", "-static", "-pthread", "-o",
                    tmp_path / "init", *sorted(INIT.glob("*.c"))], check=True)


def test_init_compiles_where_words_have_32_bits():
    """The headers of the kernel are where those of 64 bits are."""
    subprocess.run(["gcc", "-m32", "-idirafter",
                    "/usr/include/x86_64-linux-gnu", "-O1", "-Wall",
                    "-Wextra", "-Werror", "-fsyntax-only",
                    *sorted(INIT.glob("*.c"))], check=True)


ROAD = """\
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include "boot.h"

/* Runs a road beside a page in its way; says how often it came and went. */
int main(int argc, char **argv)
{
	static struct account ours;
	const struct road *road = memory_roads;
	char *heap = mmap((void *)(span() * 1024), page_size(), PROT_READ,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	int done;

	account = &ours;
	while (argc > 1 && strcmp(road->name, argv[1]))
		road++;
	done = road->run() == ROAD_DONE;
	printf("%d %lu %d\\n", done, ours.cycles, *heap);
	return 0;
}
"""


@pytest.fixture(name="road")
def _road(tmp_path):
    """Runs a road of memory.c here; it says whether it was done, cycles, and
    what is in a page that was in its way."""
    (tmp_path / "main.c").write_text(ROAD)
    subprocess.run(["gcc", "-I", INIT, "-o", tmp_path / "road",
                    tmp_path / "main.c", INIT / "memory.c", INIT / "util.c"],
                   check=True)
    return lambda name, **told: subprocess.run(
        [tmp_path / "road", name], text=True, env=told,
        capture_output=True, check=True).stdout


def test_a_road_leaves_what_is_in_its_way(road):
    """A heap at a power of two, as programs of powerpc can have it."""
    done, cycles, page = road("upper").split()
    assert (done, page) == ("1", "0") and int(cycles) > 300


@pytest.mark.parametrize("told, tables", [
    ({}, 102400), ({"sparse": "3"}, 384), ({"sparse": "none"}, 102400)])
def test_a_slow_machine_makes_fewer_tables(road, told, tables):
    """The kernel gives init what it was told and does not know."""
    assert road("sparse", **told).split()[:2] == ["1", str(tables)]


LOOK = """\
#include <stdio.h>
#include <stdlib.h>
#define fopen(path, mode) fopen(getenv("areas"), mode)
#include "vmalloc.c"

/* Where small pages were, as /proc/vmallocinfo had it, then what there is. */
int main(int argc, char **argv)
{
	static struct account ours;

	account = &ours;
	setenv("areas", argv[argc - 2], 1);
	smalls = read_areas(small, AREAS, 0, 16 * page_size());
	setenv("areas", argv[argc - 1], 1);
	look(NULL);
	printf("%zu %ld\\n", smalls, ours.answer);
	return 0;
}
"""


@pytest.fixture(name="look", scope="module")
def _look(tmp_path_factory):
    """What the road vmalloc-mixed makes of the areas of vmalloc(): so many
    small ones there were, and its answer."""
    folder = tmp_path_factory.mktemp("look")
    (folder / "main.c").write_text(LOOK)
    subprocess.run(["gcc", "-I", INIT, "-o", folder / "look",
                    folder / "main.c", INIT / "util.c"], check=True)

    def areas(*starts_and_sizes):
        return "".join(f"0x{start:016x}-0x{start + size:016x} {size:7d} "
                       "a_caller+0x1/0x2 pages=3 vmalloc\n"
                       for start, size in starts_and_sizes)

    def look(before, now):
        for name, text in ("before", before), ("now", now):
            (folder / name).write_text(areas(*text))
        return subprocess.run(
            [folder / "look", folder / "before", folder / "now"], text=True,
            capture_output=True, check=True).stdout.split()
    return look


_BASE, _MB, _PAGE = 0xffffc90000000000, 1 << 20, 4096
_FILES = 8 * _MB + _PAGE
_TWO = ((_BASE + 32 * _MB, _FILES), (_BASE + 42 * _MB, _FILES))


@pytest.mark.parametrize("before, now, answer", [
    ([(_BASE + 45 * _MB, 4 * _PAGE)], _TWO, "3"),
    ([(_BASE + 60 * _MB, 4 * _PAGE)], _TWO, "2"),
    # The guard page, where nothing is mapped.
    ([(_BASE + 50 * _MB - _PAGE, 4 * _PAGE)], _TWO, "2"),
    ([(_BASE + 45 * _MB, 4 * _PAGE)],
     ((_BASE + 32 * _MB, _FILES), (_BASE + 32 * _MB + _FILES, _FILES)), "1"),
    ([(_BASE + 45 * _MB, 4 * _PAGE)], _TWO[:1], "0"),
    ([(_BASE + 45 * _MB, 4 * _PAGE)],
     ((_BASE + 32 * _MB, 4 * _MB), (_BASE + 44 * _MB, 4 * _MB)), "0"),
], ids=("huge over small", "other addresses", "a guard page", "small pages",
        "one table", "another size"))
def test_huge_pages_over_small_ones_are_seen(look, before, now, answer):
    assert look(before, now) == ["1", answer]


@pytest.mark.parametrize("cell", BOOT, ids=lambda cell: cell.arch)
def test_setup_brings_what_a_machine_needs(cell):
    """Its QEMU is looked for where it is installed."""
    listed = started.listed("boot")
    assert cell.package in listed
    program = shutil.which(cell.qemu[0])
    if program:
        assert started.Brought(started.brought(listed)).has(program)


def test_each_road_has_a_name_of_its_own():
    names = machine.roads()
    assert len(names) == len(set(names)) > 25
    assert all(re.fullmatch("[a-z-]+", name) for name in names)


def test_init_goes_each_road_that_can_be_asked_for():
    """All tables of roads are in the list that init has of them."""
    text = "".join(path.read_text("utf-8") for path in INIT.glob("*.c"))
    known = re.search(r"roads\[\] = \{\n(.*?)\};",
                      (INIT / "init.c").read_text("utf-8"), re.S)[1]
    tables = re.findall(r"^const struct road (\w+)\[\] = \{$", text, re.M)
    assert sorted(re.findall(r"\w+", known)) == sorted(tables)


def test_cells_that_are_for_boot_are_for_nothing_else():
    assert BOOT
    for cell in BOOT:
        assert cell.verbs == ("boot",) and cell.qemu and cell.image
        assert not cell.is_for("matrix")


def test_how_a_cell_is_booted(tmp_path):
    (tmp_path / "common.config").write_text("")
    path = tmp_path / "toy.ini"
    path.write_text(TOY)
    cell, = cells.load_file(path, tmp_path)
    assert cell.boots == ("console=toy one", "console=toy two x")
    assert cell.needs == (("wide",), ()) and cell.appended == 1
    assert cell.qemu == ("qemu-toy", "-m", "1")
    assert cell.image == "arch/toy/Image" and cell.kvm_hosts == ("toy64",)
    path.write_text(TOY.replace("needs", "wants"))
    with pytest.raises(Usage, match="unknown key 'wants'"):
        cells.load_file(path, tmp_path)
