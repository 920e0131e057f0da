// SPDX-License-Identifier: GPL-2.0-only
"use strict";
// Opens what a link into the page points at.
function reveal() {
	let node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
	if (!node)
		return;
	for (let up = node; up; up = up.parentElement) {
		if (up.tagName === "DETAILS")
			up.open = true;
		up.hidden = false;
	}
	if (node.classList.contains("cell"))
		node.focus({preventScroll: true});
	node.scrollIntoView();
}
// Sorts a table by the column of a pressed button.
function sort(button) {
	const head = button.closest("th"), body = head.closest("table").tBodies[0];
	const at = [...head.parentElement.children].indexOf(head);
	const down = head.getAttribute("aria-sort") === "ascending";
	for (const other of head.parentElement.children)
		other.removeAttribute("aria-sort");
	head.setAttribute("aria-sort", down ? "descending" : "ascending");
	const text = row => row.children[at].textContent.trim();
	const rows = [...body.rows].sort((a, b) =>
		text(a).localeCompare(text(b), "en", {numeric: true}));
	body.append(...(down ? rows.reverse() : rows));
}
// Shows the findings that all fields of a form agree with.
function filter(form) {
	const want = Object.fromEntries(new FormData(form));
	let count = 0;
	for (const one of form.parentElement.querySelectorAll("[data-id]")) {
		one.hidden = (want.id && one.dataset.id !== want.id) ||
			(want.arch && one.dataset.arch !== want.arch) ||
			!one.dataset.file.includes(want.file);
		count += !one.hidden;
	}
	form.querySelector("output").textContent = count + " shown";
}
addEventListener("hashchange", reveal);
for (const button of document.querySelectorAll("th button"))
	button.addEventListener("click", () => sort(button));
for (const form of document.querySelectorAll("form.filter")) {
	form.addEventListener("input", () => filter(form));
	form.addEventListener("submit", event => event.preventDefault());
}
reveal();
