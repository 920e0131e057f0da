# SPDX-License-Identifier: GPL-2.0-only
"""An object file as functions, data and the sections that belong to none.

Names and places that another compilation may number in another way
(`done.1234`, `.LC5`, offsets into strings) are replaced by what they stand
for, so that equal code is equal here.
"""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from elftools.common.exceptions import ELFError
from elftools.elf.descriptions import describe_reloc_type
from elftools.elf.elffile import ELFFile

from ..errors import Usage

_ALLOC, _CODE, _MERGE, _STRINGS = 0x2, 0x4, 0x10, 0x20
# gcc numbers copies of functions and static variables of functions.
_NUMBER = re.compile(r"\.\d+(?=\.|$)")
_UNIQUE = re.compile(r"(__UNIQUE_ID_\w*?)\d+(?=_|$)")
_LOCAL = re.compile(r"\.?L\w*\d|\$")
# How a stack is unwound follows from the code.
_UNWIND = re.compile(r"\.(eh_frame|ARM\.ex|IA_64\.unwind|PARISC\.unwind|orc_)")
# Relocations of code whose distance counts from another place than their own,
# by the numbers of the ABIs: PC32 and PLT32 of x86, s390's PC16DBL to PLT32DBL.
_BIAS = {"EM_X86_64": ({2, 4}, 4), "EM_386": ({2, 4}, 4),
         "EM_S390": ({17, 18, 19, 20}, 2)}
# Relocations whose addend is the word in the code: 32, PC32 and PLT32 of i386.
_IN_CODE = {"EM_386": {1, 2, 4}}

# Addresses that functions load, in the order in which the compiler wrote the
# functions: one more moves all behind it.
_POOL = ".toc"


def plain(name):
    """A symbol's name without the numbers that a compiler gave it."""
    return _UNIQUE.sub(r"\1", _NUMBER.sub("", name))


@dataclass
class Part:
    """A function, an object, or a section that has neither. `code` is its
    bytes without what is relocated, `places` what it refers to, in order.
    `user` is the function that code without a symbol belongs to."""
    name: str
    section: str
    function: bool
    code: bytes
    places: list
    symbol: str = ""
    user: str = ""


@dataclass
class Object:
    """`parts` is {name: [Part]}, `strings` {section: [string]}."""
    raw: bytes
    parts: dict = field(default_factory=dict)
    strings: dict = field(default_factory=dict)


class _Start(NamedTuple):
    """Where a part of a section begins, and its name; `symbol` is None where
    it has none."""
    at: int
    name: str
    symbol: object = None
    user: str = ""

    def function(self):
        return self.symbol is not None and \
            self.symbol["st_info"]["type"] == "STT_FUNC"


def _kind(reloc, elf):
    name = describe_reloc_type(reloc["r_info_type"], elf)
    return f"type {reloc['r_info_type']}" if "unrecog" in name else name


class _Reader:
    def __init__(self, stream):
        self.elf = ELFFile(stream)
        machine = self.elf["e_machine"]
        self.biased, self.bias = _BIAS.get(machine, ((), 0))
        self.in_code = _IN_CODE.get(machine, ())
        self.sections = list(self.elf.iter_sections())
        self.by_number, self.starts, self.bytes = [], {}, {}
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
        self.starts.update(self._jumped_to())

    def _symbols(self, table):
        self.by_number = list(table.iter_symbols())
        found = {}
        for symbol in self.by_number:
            kind, index = symbol["st_info"]["type"], symbol["st_shndx"]
            if isinstance(index, int) and symbol.name and \
                    kind in ("STT_FUNC", "STT_OBJECT", "STT_NOTYPE") and \
                    not _LOCAL.match(symbol.name):
                found.setdefault(index, []).append(symbol)
        for index, symbols in found.items():
            # Of several names of a place the sized and global one counts.
            symbols.sort(key=lambda one: (
                one["st_value"], -one["st_size"],
                one["st_info"]["bind"] == "STB_LOCAL", one.name))
            for one in symbols:
                there = self.starts.setdefault(index, [])
                if not there or there[-1].at < one["st_value"]:
                    there.append(_Start(one["st_value"], plain(one.name), one))

    def _jumped_to(self):
        """{section: the _Starts of the pieces in it} of code without symbols:
        each piece is the function's that jumps there. All functions of a unit
        put their slow ways into one section, in the order in which the
        compiler writes the functions."""
        users = {}
        for holder, relocs in self.relocated.items():
            for reloc in relocs if self._is_code(holder) else ():
                user = self._function_at(holder, reloc["r_offset"])
                index, offset = self._place(holder, reloc) or (holder, 0)
                if user and self._is_code(index) and index not in self.starts:
                    users.setdefault(index, {}).setdefault(
                        offset, set()).add(user)
        return {index: self._numbered(index, places)
                for index, places in users.items()}

    def _numbered(self, index, users):
        """The _Starts of a section, by {place: functions that jump there}. A
        function can have several."""
        seen, found = Counter(), []
        for at, names in sorted(users.items()):
            user = min(names)
            seen[user] += 1
            found.append(_Start(
                at, f"{plain(self.sections[index].name)} of {user}"
                + (f", {seen[user]}" if seen[user] > 1 else ""), None, user))
        return found

    def _function_at(self, index, offset):
        start = self._start(index, offset)
        return start.name if start and start.function() else ""

    def _is_code(self, index):
        return bool(self.sections[index]["sh_flags"] & _CODE)

    def _start(self, index, offset):
        """The _Start of the part that a place lies in, None in front of the
        first one."""
        starts = self.starts.get(index, [])
        at = bisect_right(starts, offset, key=lambda one: one.at)
        return starts[at - 1] if at else None

    def covering(self, index, offset):
        """(name, offset in it) of the part that a place lies in."""
        start = self._start(index, offset)
        return start and (start.name, offset - start.at)

    def only(self, index):
        """The name of the symbol that a section consists of; its own name
        where there is none, or more."""
        starts = self.starts.get(index, ())
        if len(starts) == 1 and not starts[0].at:
            return starts[0].name
        return plain(self.sections[index].name)

    def is_strings(self, index):
        flags = self.sections[index]["sh_flags"]
        return flags & _MERGE and flags & _STRINGS

    def addend(self, holder, reloc):
        """The addend of a relocation of section `holder`; None where it
        stands in the code, in a way that only the processor knows."""
        if reloc.is_RELA():
            return reloc["r_addend"]
        if reloc["r_info_type"] not in self.in_code:
            return None
        at = reloc["r_offset"]
        return int.from_bytes(self.data(holder)[at:at + 4], "little",
                              signed=True)

    def data(self, index):
        """The bytes of a section; b"" where the file has none."""
        if index not in self.bytes:
            section = self.sections[index]
            self.bytes[index] = b"" if section["sh_type"] == "SHT_NOBITS" \
                else section.data()
        return self.bytes[index]

    def is_apart(self, reloc, place):
        """Whether what stands in the code at a relocation is no part of it:
        it is in `place`, or it is where a string is, which moves when another
        string grows. Other addends are part of the code."""
        return place[2:] == ("a string", None) or \
            not reloc.is_RELA() and reloc["r_info_type"] in self.in_code

    def _is_local(self, symbol):
        """Whether a symbol only says where in its section something is."""
        return isinstance(symbol["st_shndx"], int) and bool(
            symbol["st_info"]["type"] == "STT_SECTION"
            or _LOCAL.match(symbol.name))

    def _place(self, holder, reloc):
        """(section, offset) that a relocation refers to by a place alone,
        None where it has a name, or does not say the offset."""
        symbol = self.by_number[reloc["r_info_sym"]]
        addend = self.addend(holder, reloc)
        if addend is None or not self._is_local(symbol):
            return None
        biased = self._is_code(holder) and reloc["r_info_type"] in self.biased
        return symbol["st_shndx"], \
            symbol["st_value"] + addend + (self.bias if biased else 0)

    def _named(self, holder, reloc):
        """(name, addend) that a relocation refers to. Where the addend is not
        known, it stands in the code, and is compared as such."""
        symbol = self.by_number[reloc["r_info_sym"]]
        addend, index = self.addend(holder, reloc), symbol["st_shndx"]
        if addend is not None or not self._is_local(symbol):
            return plain(symbol.name), addend
        return "a string" if self.is_strings(index) else \
            self.only(index), None

    def target(self, holder, reloc):
        """What a relocation of section `holder` refers to, in words that do
        not depend on the rest of the file."""
        kind, place = _kind(reloc, self.elf), self._place(holder, reloc)
        if not place:
            return (kind, *self._named(holder, reloc))
        index, offset = place
        if self.is_strings(index):
            return kind, "a string", self._string(index, offset)
        if offset in self.pools.get(index, ()):
            inner, *rest = self.target(index, self.pools[index][offset])
            return (f"{kind} of {inner}", *rest)
        return (kind, *(self.covering(index, offset) or (
            plain(self.sections[index].name), offset)))

    def _string(self, index, offset):
        data = self.data(index)
        if not 0 <= offset < len(data):
            return b""
        return data[offset:data.find(b"\0", offset)]


def _pieces(reader, index, section):
    """[(_Start, end)] of what a section is made of."""
    size = section["sh_size"]
    found = [one for one in reader.starts.get(index, ()) if one.at < size]
    if not found or found[0].at > 0:
        found.insert(0, _Start(0, plain(section.name)))
    return zip(found, [one.at for one in found[1:]] + [size])


def _read_section(reader, index, section, parts):
    data = reader.data(index)
    relocs = sorted(reader.relocated.get(index, ()),
                    key=lambda one: one["r_offset"])
    for start, end in _pieces(reader, index, section):
        code, places = bytearray(data[start.at:end]), []
        for one in relocs:
            at = one["r_offset"] - start.at
            if 0 <= at < end - start.at:
                places.append((at, *reader.target(index, one)))
                if reader.is_apart(one, places[-1]):
                    code[at:at + 4] = bytes(len(code[at:at + 4]))
        symbol = start.symbol.name if start.symbol else ""
        name = start.name if symbol else f"({start.name})"
        parts.setdefault(name, []).append(Part(
            name, plain(section.name), start.function(), bytes(code) if data
            else b"%d zeroes" % (end - start.at), places, symbol, start.user))


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
                        reader.data(index).split(b"\0"))
                else:
                    _read_section(reader, index, section, found.parts)
    except (OSError, ELFError) as error:
        raise Usage(f"{path} is no object file: {error}") from error
    return found
