# SPDX-License-Identifier: GPL-2.0-only
"""What is done for a cell whose compiler is missing: clang parses it, for a
machine of the same word size that it does have.

A folder of programs with the names of a cross compiler's makes kbuild do the
rest as always. Nothing parsed counts as built or passed.
"""

import os
import shutil
from dataclasses import replace
from pathlib import Path

SCRIPT = Path(__file__).with_name("parse-cc")
_TOOLS = ("nm", "ar", "objcopy", "objdump", "readelf", "strip")


def stand_in(cell, folder):
    """(a cell like this one with the stand-in for its compiler, "") or (None,
    why there is none). `folder` is where the programs go."""
    clang = next((name for name in cell.clang if shutil.which(name)), None)
    if not cell.parse_as:
        return None, "nothing is known to parse it with"
    if not clang:
        return None, f"nothing to parse it with: {cell.clang[0]} is missing"
    folder.mkdir(parents=True, exist_ok=True)
    suffix = clang[len("clang"):]
    compiler = folder / "parse-gcc"
    flags = " ".join([f"--target={cell.parse_as[0]}", *cell.parse_as[1:]])
    compiler.write_text(f"#!/bin/sh\nPARSE_CC={clang} PARSE_FLAGS='{flags}' "
                        f"exec {SCRIPT} \"$@\"\n", "utf-8")
    compiler.chmod(0o755)
    for name, program in (("ld", f"ld.lld{suffix}"), ("as", clang), *(
            (tool, f"llvm-{tool}{suffix}") for tool in _TOOLS)):
        link = folder / f"parse-{name}"
        link.unlink(missing_ok=True)
        os.symlink(shutil.which(program) or program, link)
    # Newer kernels give up on a clang that they know no target for.
    return replace(cell, compiler=str(compiler), toolchain="gcc", make=(
        *cell.make, f"CLANG_TARGET_FLAGS_{cell.source_arches[0]}="
        f"{cell.parse_as[0]}")), ""
