# SPDX-License-Identifier: GPL-2.0-only
"""Options by the names that a tree has for them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from ptdesc.matrix import cells, fragments                  # noqa: E402

RENAMED = (("SMALL", "!LARGE"), ("OLD", "MIDDLE", "NEW"))


def tree(folder, *names):
    """A tree whose Kconfig files, in two folders, have options."""
    (folder / "mm").mkdir()
    files = [folder / "Kconfig", folder / "mm/Kconfig.debug"]
    for number, name in enumerate(names):
        with files[number % 2].open("a", encoding="utf-8") as file:
            file.write(f"config {name}\n\tbool \"A {name}\"\n"
                       f"\tdepends on OTHER_{name}\n")
    return folder


@pytest.mark.parametrize("has, asked, got", [
    (["NEW"], "CONFIG_OLD=y", "CONFIG_NEW=y"),
    (["OLD"], "CONFIG_NEW=m", "CONFIG_OLD=m"),
    (["MIDDLE"], "# CONFIG_NEW is not set", "# CONFIG_MIDDLE is not set"),
    # The name that was used, where the tree has several.
    (["OLD", "NEW"], "CONFIG_NEW=y", "CONFIG_NEW=y"),
    (["OLD", "NEW"], "CONFIG_MIDDLE=y", "CONFIG_OLD=y"),
    # The opposite.
    (["LARGE"], "CONFIG_SMALL=y", "# CONFIG_LARGE is not set"),
    (["LARGE"], "# CONFIG_SMALL is not set", "CONFIG_LARGE=y"),
    (["SMALL"], "CONFIG_LARGE=n", "CONFIG_SMALL=y"),
    (["SMALL"], "CONFIG_LARGE=y", "# CONFIG_SMALL is not set"),
    # Unknown to the tree: asked for as it is, so that it is missed.
    (["OTHER"], "CONFIG_OLD=y", "CONFIG_OLD=y"),
    # Unknown to the list.
    (["NEW"], "CONFIG_OLDER=y", "CONFIG_OLDER=y"),
    (["NEWER"], "CONFIG_OLD=y", "CONFIG_OLD=y"),
    (["NEW"], "# A word on CONFIG_OLD=y", "# A word on CONFIG_OLD=y"),
])
def test_a_tree_gets_the_name_that_it_has(tmp_path, has, asked, got):
    text = fragments.spelled(f"CONFIG_A=1\n{asked}\n", tree(
        tmp_path, *has), RENAMED)
    assert text == f"CONFIG_A=1\n{got}\n"


def test_a_word_of_kconfig_is_no_option(tmp_path):
    text = 'config OTHER\n\tdepends on NEW\n\thelp\n\t  config NEW is it.\n'
    (tmp_path / "Kconfig").write_text(text)
    (tmp_path / "other").write_text("config NEW\n")
    assert fragments.spelled("CONFIG_OLD=y", tmp_path, RENAMED) == \
        "CONFIG_OLD=y\n"


def test_menus_are_options(tmp_path):
    (tmp_path / "Kconfig").write_text("menuconfig NEW\n\tbool\n")
    assert fragments.spelled("CONFIG_OLD=y", tmp_path, RENAMED) == \
        "CONFIG_NEW=y\n"


def test_the_shipped_list():
    renamed = fragments.read_renamed(cells.CONFIGS / fragments.RENAMED)
    names = [word.lstrip("!") for group in renamed for word in group]
    assert len(set(names)) == len(names)
    assert all(len(group) > 1 for group in renamed)
    assert all(cell.renamed == renamed for cell in cells.load())


def test_a_folder_without_the_list(tmp_path):
    assert fragments.read_renamed(tmp_path / fragments.RENAMED) == ()
