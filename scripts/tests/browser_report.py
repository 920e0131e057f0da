#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""Opens a report in headless Chromium, clicks, and reads what it shows.

    browser_report.py OUT/report.html [FOLDER FOR SCREENSHOTS]

`make test` runs it on the report of the real tree. Exit codes: 0 all is as it
should be, 1 something is not, 2 it cannot be tried.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

# Widths in pixels; what a phone has is shown in a frame, since Chromium's own
# window cannot be so narrow.
WIDTHS = (1280, 400)
# What a reader has set, and how Chromium is told.
SCHEMES = {"light": "1", "dark": "0"}
# A picture of text has hundreds of lines of pixels that differ.
FEW_LINES = 100
# What a reader does. Each check adds a line of what is wrong. A page on which
# there is nothing to do is wrong, too: its report has to have a series, builds
# and findings.
SCRIPT = """
const wrong = [], all = s => [...document.querySelectorAll(s)];
const check = (good, what) => good || wrong.push(what);
const seen = one => one.getClientRects().length > 0;
function column(button) {
	const at = [...button.closest("tr").children]
		.indexOf(button.closest("th"));
	return [...button.closest("table").tBodies[0].rows]
		.map(row => row.children[at].textContent.trim());
}
const order = (a, b) => a.localeCompare(b, "en", {numeric: true});
for (const some of ["#series th button", "#series tbody tr", ".grid a",
		    "form.filter", "form.filter ~ [data-id]", "[id^=patch-]",
		    "[id^=cell-]", "[id^=finding-]"])
	check(all(some).length, "the page has no " + some);
for (const button of all("#series th button")) {
	const sorted = column(button).sort(order);
	button.click();
	check(column(button).join() === sorted.join(),
	      button.textContent + " does not sort");
	button.click();
	check(column(button).join() === sorted.sort((a, b) => order(b, a)).join(),
	      button.textContent + " does not sort downwards");
}
for (const form of all("form.filter")) {
	const list = [...form.parentElement.querySelectorAll("[data-id]")];
	for (const option of [...form.elements.id.options].slice(1)) {
		form.elements.id.value = option.value;
		form.dispatchEvent(new Event("input"));
		const shown = list.filter(seen);
		check(shown.length && shown.every(
			one => one.dataset.id === option.value),
			option.value + " shows others");
		check(form.querySelector("output").textContent.startsWith(
			shown.length + " "), option.value + " counts wrong");
	}
	form.elements.id.value = "";
	form.elements.file.value = "no such file";
	form.dispatchEvent(new Event("input"));
	check(!list.some(seen), "the name of a file does not filter");
	form.elements.file.value = "";
	form.dispatchEvent(new Event("input"));
	check(list.every(seen), "an empty filter hides findings");
}
const later = () => new Promise(done => setTimeout(done, 100));
async function follow() {
	for (const letter of all(".grid a").slice(-1)) {
		letter.click();
		await later();
		const cell = document.activeElement;
		check("#" + cell.id === letter.hash && seen(cell) &&
		      cell.querySelector("pre"),
		      "a click on " + letter.hash + " shows no command");
	}
	for (const kind of ["patch", "cell", "finding"]) {
		const one = all("[id^=" + kind + "-]").pop();
		if (!one)
			continue;
		location.hash = "#" + one.id;
		await later();
		check(seen(one) && (one.tagName !== "DETAILS" || one.open),
		      "the link to " + one.id + " shows nothing");
	}
	check(document.documentElement.scrollWidth <= innerWidth,
	      "wider than " + innerWidth + " pixels");
	const done = document.createElement("pre");
	done.id = "wrong";
	done.textContent = JSON.stringify(wrong);
	(parent === window ? document : parent.document).body.append(done);
}
addEventListener("load", follow);
"""
FRAME = """<!DOCTYPE html><body style="margin:0"><iframe src="{page}"
style="border:0" width="{width}" height="900"></iframe></body>"""


def chromium(page, *options):
    """What Chromium prints of a page."""
    return subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
         "--hide-scrollbars", "--allow-file-access-from-files",
         "--virtual-time-budget=20000", "--window-size=1280,1000",
         *options, page.as_uri()], text=True, capture_output=True,
        timeout=300, check=True).stdout


def framed(page, width):
    """The page itself, or one that shows it in a frame of a phone's width."""
    if width >= 500:
        return page
    at = page.with_name(f"at-{width}-{page.name}")
    at.write_text(FRAME.format(page=page.name, width=width), "utf-8")
    return at


def look(page, width):
    """What is wrong with the page at a width, a line each."""
    dom = chromium(framed(page, width), "--dump-dom")
    found = re.search(r'<pre id="wrong">(.*?)</pre>', dom, re.S)
    return json.loads(found[1].replace("&gt;", ">").replace("&amp;", "&")) \
        if found else ["the page did not come to its end"]


def different_lines(file):
    """How many different lines of pixels a picture has."""
    with Image.open(file) as picture:
        data = picture.convert("RGB")
    line = data.width * 3
    pixels = data.tobytes()
    return len({pixels[i:i + line]
                for i in range(0, line * data.height, line)})


def pictures(page, width, folder):
    """Takes pictures of the top of the page; what is wrong, a line each."""
    wrong = []
    for scheme, setting in SCHEMES.items():
        file = folder / f"report-{width}-{scheme}.png"
        chromium(framed(page, width), f"--screenshot={file}",
                 f"--blink-settings=preferredColorScheme={setting}")
        if different_lines(file) < FEW_LINES:
            wrong.append(f"{file.name} shows nothing")
    return wrong


def main():
    if not 2 <= len(sys.argv) <= 3 or not shutil.which("chromium"):
        print("usage: browser_report.py REPORT.html [FOLDER]; needs chromium",
              file=sys.stderr)
        return 2
    text = Path(sys.argv[1]).read_text("utf-8")
    folder = Path(sys.argv[2]).absolute() if len(sys.argv) == 3 else None
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="ptdesc-test-") as scratch:
        page, used = Path(scratch) / "report.html", Path(scratch) / "used.html"
        page.write_text(text, "utf-8")
        used.write_text(text.replace(
            "</body>", f"<script>{SCRIPT}</script></body>"), "utf-8")
        for width in WIDTHS:
            found = look(used, width)
            if folder:
                found += pictures(page, width, folder)
            wrong += len(found)
            print(f"{width} pixels: {'; '.join(found) or 'as it should be'}",
                  flush=True)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
