# SPDX-License-Identifier: GPL-2.0-only
"""An object file as functions, data and the sections that belong to none.

Names and places that another compilation may number in another way
(`done.1234`, `.LC5`, offsets into strings) are replaced by what they stand
for, so that equal code is equal here.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from elftools.common.exceptions import ELFError
from elftools.elf.descriptions import describe_reloc_type
from elftools.elf.elffile import ELFFile

from ..errors import Usage

_ALLOC, _MERGE, _STRINGS = 0x2, 0x10, 0x20
# gcc numbers copies of functions and static variables of functions.
_NUMBER = re.compile(r"\.\d+(?=\.|$)")
_UNIQUE = re.compile(r"(__UNIQUE_ID_\w*?)\d+(?=_|$)")
_LOCAL = re.compile(r"\.?L\w*\d|\$")
# How a stack is unwound follows from the code.
_UNWIND = re.compile(r"\.(eh_frame|ARM\.ex|IA_64\.unwind|PARISC\.unwind|orc_)")
# Relocations whose distance counts from another place than their own, by the
# numbers of the ABIs: x86-64's PC32 and PLT32, s390's PC16DBL to PLT32DBL.
_BIAS = {"EM_X86_64": ({2, 4}, 4), "EM_S390": ({17, 18, 19, 20}, 2)}

# Addresses that functions load, in the order in which the compiler wrote the
# functions: one more moves all behind it.
_POOL = ".toc"


def plain(name):
    """A symbol's name without the numbers that a compiler gave it."""
    return _UNIQUE.sub(r"\1", _NUMBER.sub("", name))


@dataclass
class Part:
    """A function, an object, or a section that has neither. `code` is its
    bytes without what is relocated, `places` what it refers to, in order."""
    name: str
    section: str
    function: bool
    code: bytes
    places: list
    symbol: str = ""


@dataclass
class Object:
    """`parts` is {name: [Part]}, `strings` {section: [string]}."""
    raw: bytes
    parts: dict = field(default_factory=dict)
    strings: dict = field(default_factory=dict)


def _kind(reloc, elf):
    name = describe_reloc_type(reloc["r_info_type"], elf)
    return f"type {reloc['r_info_type']}" if "unrecog" in name else name


class _Reader:
    def __init__(self, stream):
        self.elf = ELFFile(stream)
        self.biased, self.bias = _BIAS.get(self.elf["e_machine"], ((), 0))
        self.sections = list(self.elf.iter_sections())
        self.symbols, self.starts = {}, {}
        self.by_number = []
        for section in self.sections:
            if section["sh_type"] == "SHT_SYMTAB":
                self._symbols(section)
        self.relocated = {}
        for section in self.sections:
            if section["sh_type"] in ("SHT_REL", "SHT_RELA"):
                self.relocated.setdefault(section["sh_info"], []).extend(
                    section.iter_relocations())
        self.pools = {index: {one["r_offset"]: one for one in relocs}
                      for index, relocs in self.relocated.items()
                      if self.sections[index].name == _POOL}

    def _symbols(self, table):
        self.by_number = list(table.iter_symbols())
        for symbol in self.by_number:
            kind, index = symbol["st_info"]["type"], symbol["st_shndx"]
            if isinstance(index, int) and symbol.name and \
                    kind in ("STT_FUNC", "STT_OBJECT", "STT_NOTYPE") and \
                    not _LOCAL.match(symbol.name):
                self.symbols.setdefault(index, []).append(symbol)
        for index, symbols in self.symbols.items():
            # Of several names of a place the sized and global one counts.
            symbols.sort(key=lambda one: (
                one["st_value"], -one["st_size"],
                one["st_info"]["bind"] == "STB_LOCAL", one.name))
            self.starts[index] = [one["st_value"] for one in symbols]

    def covering(self, index, offset):
        """(name, offset in it) of the symbol that a place lies in."""
        starts = self.starts.get(index, [])
        at = bisect_right(starts, offset) - 1
        if at < 0:
            return None
        # The first of those at the same place.
        at = starts.index(starts[at])
        symbol = self.symbols[index][at]
        return plain(symbol.name), offset - symbol["st_value"]

    def only(self, index):
        """The name of the symbol that a section consists of; its own name
        where there is none, or more."""
        starts = self.starts.get(index)
        if starts and not any(starts):
            return self.covering(index, 0)[0]
        return plain(self.sections[index].name)

    def is_strings(self, index):
        flags = self.sections[index]["sh_flags"]
        return flags & _MERGE and flags & _STRINGS

    def target(self, reloc):
        """What a relocation refers to, in words that do not depend on the
        rest of the file."""
        kind = _kind(reloc, self.elf)
        symbol = self.by_number[reloc["r_info_sym"]]
        addend = reloc["r_addend"] if reloc.is_RELA() else None
        index = symbol["st_shndx"]
        local = symbol["st_info"]["type"] == "STT_SECTION" or \
            _LOCAL.match(symbol.name)
        if not isinstance(index, int) or not local:
            return kind, plain(symbol.name), addend
        if addend is None:
            # The distance stands in the code, and is compared as such.
            return kind, "a string" if self.is_strings(index) else \
                self.only(index), None
        offset = symbol["st_value"] + addend
        offset += self.bias if reloc["r_info_type"] in self.biased else 0
        if self.is_strings(index):
            return kind, "a string", self._string(index, offset)
        if offset in self.pools.get(index, ()):
            inner, *rest = self.target(self.pools[index][offset])
            return (f"{kind} of {inner}", *rest)
        place = self.covering(index, offset)
        return (kind, *place) if place else (
            kind, plain(self.sections[index].name), offset)

    def _string(self, index, offset):
        data = self.sections[index].data()
        if not 0 <= offset < len(data):
            return b""
        return data[offset:data.find(b"\0", offset)]


def _masked(code, places):
    """`code` without the places in it of strings, which move when another
    string grows. Other addends that stand in the code are part of it."""
    code = bytearray(code)
    for at, _, target, addend in places:
        if target == "a string" and addend is None:
            code[at:at + 4] = bytes(len(code[at:at + 4]))
    return bytes(code)


def _pieces(reader, index, section):
    """(name, function?, start, end, symbol) of what a section is made of."""
    size, symbols = section["sh_size"], reader.symbols.get(index, [])
    found, seen = [], set()
    for symbol in symbols:
        start = symbol["st_value"]
        if start in seen or start >= size:
            continue
        seen.add(start)
        found.append([plain(symbol.name),
                      symbol["st_info"]["type"] == "STT_FUNC", start,
                      symbol.name])
    if not found or found[0][2] > 0:
        found.insert(0, [f"({plain(section.name)})", False, 0, ""])
    ends = [piece[2] for piece in found[1:]] + [size]
    return [(name, function, start, end, symbol) for (
        name, function, start, symbol), end in zip(found, ends) if end > start]


def _read_section(reader, index, section, parts):
    data = section.data() if section["sh_type"] != "SHT_NOBITS" else b""
    relocs = sorted(reader.relocated.get(index, ()),
                    key=lambda one: one["r_offset"])
    for name, function, start, end, symbol in _pieces(reader, index, section):
        places = [(one["r_offset"] - start, *reader.target(one))
                  for one in relocs if start <= one["r_offset"] < end]
        parts.setdefault(name, []).append(Part(
            name, plain(section.name), function,
            _masked(data[start:end], places) if data
            else b"%d zeroes" % (end - start), places, symbol))


def read(path):
    """The Object of a file. Usage when it is none."""
    try:
        with open(path, "rb") as stream:
            found = Object(stream.read())
            reader = _Reader(stream)
            for index, section in enumerate(reader.sections):
                if not section["sh_flags"] & _ALLOC or \
                        not section["sh_size"] or \
                        _UNWIND.match(section.name) or \
                        index in reader.pools:
                    continue
                if reader.is_strings(index):
                    found.strings.setdefault(plain(section.name), []).extend(
                        section.data().split(b"\0"))
                else:
                    _read_section(reader, index, section, found.parts)
    except (OSError, ELFError) as error:
        raise Usage(f"{path} is no object file: {error}") from error
    return found
