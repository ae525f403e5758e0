// Shows the result while one types. Without this script the button does it.
"use strict";

const form = document.getElementById("form");
const parser = new DOMParser();
let timer;
let latest = 0;

form.querySelector("button").hidden = true;

form.addEventListener("input", () => {
	clearTimeout(timer);
	timer = setTimeout(show, 200);
});

form.addEventListener("submit", (event) => {
	event.preventDefault();
	show();
});

async function show() {
	const query = new URLSearchParams(new FormData(form)).toString();
	const turn = ++latest;
	let page;
	try {
		const response = await fetch("/?" + query, { headers: { Accept: "text/html" } });
		if (!response.ok) {
			return;
		}
		page = parser.parseFromString(await response.text(), "text/html");
	} catch {
		return; // The server is gone; what is there stays.
	}
	if (turn !== latest) {
		return; // A later answer is on its way.
	}
	history.replaceState(null, "", "/?" + query);
	for (const field of form.elements) {
		const mistake = document.getElementById(field.name + "-mistake");
		const fresh = page.getElementById(field.name + "-mistake");
		if (!mistake || !fresh) {
			continue;
		}
		mistake.textContent = fresh.textContent;
		if (fresh.textContent) {
			field.setAttribute("aria-invalid", "true");
			field.setAttribute("aria-describedby", mistake.id);
		} else {
			field.removeAttribute("aria-invalid");
			field.removeAttribute("aria-describedby");
		}
	}
	document.getElementById("result").replaceWith(document.adoptNode(page.getElementById("result")));
}
