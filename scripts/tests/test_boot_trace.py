# SPDX-License-Identifier: GPL-2.0-only
"""What boot/trace.py reads from consoles, of each kind of break and of the
forms that architectures have."""

from types import SimpleNamespace

import pytest
from ptdesc.boot import trace

PAGE = """\
[    2.1] page:(____ptrval____) refcount:0 mapcount:-512 mapping:(____ptrval____) index:0x0 pfn:0x12ab
[    2.1] flags: 0x100000000000000(node=0|zone=1)
[    2.1] raw: 0100000000000000 dead000000000100 dead000000000122 ffff888001234560
"""
STACK = """\
[    2.1] Modules linked in:
[    2.1] CPU: 0 PID: 7 Comm: init Not tainted 6.1.0 #1
[    2.1] Call Trace:
[    2.1]  <TASK>
[    2.1]  dump_stack_lvl+0x34/0x48
FRAMES
[    2.1]  ? leftover_of_the_stack+0x1/0x2
[    2.1]  __mmdrop+0x21/0xa0
[    2.1]  </TASK>
[    2.1] Disabling lock debugging due to kernel taint
"""


def stack(*frames):
    return STACK.replace("FRAMES", "\n".join(
        f"[    2.1]  {name}+0x10/0x40" for name in frames))


BAD = f"""\
[    2.1] BUG: Bad page state in process init  pfn:012ab
{PAGE}[    2.1] page dumped because: non-NULL mapping
"""
WORD = f"""\
[    2.1] BUG: State of a page table in struct page, pfn:012ab, lru.next at byte 8: 0xdead000000000100
[    2.1] BUG: State of a page table in struct page, pfn:012ab, index at byte 32: 0x7
{PAGE}[    2.1] page dumped because: words that a page table does not use
"""
OOPS = """\
[    0.9] BUG: HOW
[    0.9] #PF: supervisor write access in kernel mode
[    0.9] PGD 0 P4D 0
[    0.9] Oops: 0002 [#1] PREEMPT SMP
[    0.9] CPU: 0 PID: 0 Comm: swapper Not tainted 6.1.0 #1
[    0.9] RIP: 0010:ptlock_alloc+0x1c/0x40
[    0.9] Code: 00 00 <48> 89
[    0.9] RAX: 0000000000000000 RBX: 0000000000000000 RCX: 0000000000000000
[    0.9] Call Trace:
[    0.9]  <TASK>
[    0.9]  pte_alloc_one.constprop.0+0x34/0x90
[    0.9]  __pte_alloc+0x1b/0xa0
[    0.9]  </TASK>
[    0.9] ---[ end trace 0000000000000000 ]---
[    0.9] RIP: 0010:ptlock_alloc+0x1c/0x40
[    0.9] Kernel panic - not syncing: Fatal exception
"""
NULL = "kernel NULL pointer dereference, address: 0000000000000020"
ARM64 = """\
[    0.9] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000020
[    0.9] Mem abort info:
[    0.9]   ESR = 0x0000000096000044
[    0.9] Internal error: Oops: 0000000096000044 [#1] PREEMPT SMP
[    0.9] CPU: 0 PID: 1 Comm: init Not tainted 6.1.0 #1
[    0.9] pc : pte_alloc_one+0x3c/0xc0
[    0.9] lr : pte_alloc_one+0x20/0xc0
[    0.9] Call trace:
[    0.9]  pte_alloc_one+0x3c/0xc0
[    0.9]  __pte_alloc+0x24/0x110
[    0.9] Code: b9 (f9)
"""
RISCV = """\
[    0.9] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000020
[    0.9] Oops [#1]
[    0.9] epc : pte_alloc_one+0x3c/0xc0
[    0.9]  ra : pte_alloc_one+0x20/0xc0
[    0.9] status: 0000000200000120 badaddr: 0000000000000020 cause: 000000000000000f
[    0.9] [<ffffffff800f1234>] pte_alloc_one+0x3c/0xc0
[    0.9] [<ffffffff800f2234>] __pte_alloc+0x24/0x110
"""
FOLLOWED = OOPS.replace("BUG: HOW", "general protection fault, probably for "
                        "non-canonical address 0xdead000000000608: 0000 [#1]")
LIST = """\
[    0.9] list_del corruption. next->prev should be ffff888000000008, but was dead000000000600. (next=ffff888000001008)
[    0.9] ------------[ cut here ]------------
[    0.9] kernel BUG at lib/list_debug.c:62!
[    0.9] invalid opcode: 0000 [#1] PREEMPT SMP
[    0.9] RIP: 0010:__list_del_entry_valid+0x8a/0x90
""" + stack("pgd_list_del")
WARN = """\
[    0.9] WARNING: CPU: 1 PID: 9 at mm/memory.c:12 pgd_list_del+0x12/0x40
[    0.9] RIP: 0010:pgd_list_del+0x12/0x40
""" + stack()
EARLY = """\
[    0.0] PANIC: early exception 0x0e IP 10:ffffffff81001234 error 2 cr2 0x20
[    0.0] RIP: 0010:pte_alloc_one+0x3c/0xc0
[    0.0] Call Trace:
[    0.0]  __pte_alloc+0x24/0x110
"""
# Kind: (console, function, caller, words).
KINDS = {
    "freed": (BAD + stack("bad_page", "free_unref_page", "free_pages",
                          "pgd_free"), "pgd_free", "__mmdrop", []),
    "gather": (BAD + stack("bad_page", "release_pages", "tlb_finish_mmu",
                           "exit_mmap"), "exit_mmap", "__mmdrop", []),
    "bad-page": (BAD.replace("non-NULL mapping", "nonzero mapcount")
                 + stack("bad_page", "pgd_free"), "pgd_free", "__mmdrop", []),
    "word": (WORD + stack("ptdesc_detach", "___pte_free_tlb"),
             "___pte_free_tlb", "__mmdrop",
             [("lru.next", "8", "0xdead000000000100"), ("index", "32", "0x7")]),
    "null": (OOPS.replace("HOW", NULL), "pte_alloc_one", "__pte_alloc", []),
    "null, arm64": (ARM64, "pte_alloc_one", "__pte_alloc", []),
    "null, riscv": (RISCV, "pte_alloc_one", "__pte_alloc", []),
    "followed": (FOLLOWED, "pte_alloc_one", "__pte_alloc", []),
    "followed, by a list": (LIST, "pgd_list_del", "__mmdrop", []),
    "list": (LIST.replace("dead000000000600", "ffff888000002008"),
             "pgd_list_del", "__mmdrop", []),
    "fault": (OOPS.replace("HOW", "unable to handle page fault for address: "
                           "ffffc90000001000"),
              "pte_alloc_one", "__pte_alloc", []),
    "fault, early": (EARLY, "pte_alloc_one", "__pte_alloc", []),
    "warning": (WARN, "pgd_list_del", "__mmdrop", []),
    "complaint": ("[    2.1] BUG: non-zero pgtables_bytes on freeing mm: 4096",
                  "", "", []),
}
DEFINED = {
    "lib/dump_stack.c": ["dump_stack_lvl"],
    "lib/list_debug.c": ["__list_del_entry_valid"],
    "mm/memory.c": ["ptlock_alloc", "__pte_alloc"],
    "mm/mmu_gather.c": ["tlb_finish_mmu"],
    "mm/page_alloc.c": ["bad_page", "free_unref_page", "free_pages"],
    "mm/pgtable-generic.c": ["ptdesc_detach", "pgd_clear_bad"],
    "mm/swap.c": ["release_pages"],
    "arch/x86/mm/pgtable.c": ["pgd_free", "pgd_list_del"],
}


@pytest.fixture(name="machinery")
def _machinery(tmp_path):
    for name in DEFINED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")

    def outline(paths):
        return [(path, (1, 2, name)) for path in paths
                for name in DEFINED[path[len(str(tmp_path)) + 1:]]]
    return trace.Machinery(tmp_path, outline)


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_tells_its_function_and_words(machinery, kind):
    text, function, caller, words = KINDS[kind]
    one, = trace.parse(text)
    machinery.blame(one)
    assert (one.kind, one.function, one.caller, one.words) == \
        (kind.split(",")[0], function, caller, words)
    assert "leftover_of_the_stack" not in one.frames


def test_functions_of_a_file_that_only_lends_some_are_to_blame(machinery):
    one = SimpleNamespace(frames=["ptdesc_detach", "pgd_clear_bad"],
                          kind="word")
    machinery.blame(one)
    assert one.function == "pgd_clear_bad"


def test_reports_are_told_apart():
    bad = BAD + stack("bad_page", "pgd_free")
    found = trace.parse(KINDS["complaint"][0] + "\n" + bad + bad
                        + KINDS["null"][0])
    assert [one.kind for one in found] == ["complaint", "freed", "freed",
                                           "null"]
    assert found[1].what == "BUG: Bad page state in process init  " \
        "pfn:012ab: non-NULL mapping"
    assert found[3].lines[-1].startswith("Kernel panic")


def test_lines_of_init_are_no_part_of_a_report():
    text = BAD + "[    2.2] ptdesc-boot: road sparse start\n" + stack("pgd_free")
    one, = trace.parse(text.replace("\n", "\r\n"))
    assert one.frames[:2] == ["dump_stack_lvl", "pgd_free"]


def test_without_a_stack_nobody_is_blamed(machinery):
    """A console that was cut: it is a report all the same."""
    one, = trace.parse(BAD)
    machinery.blame(one)
    assert (one.kind, one.function) == ("freed", "")
