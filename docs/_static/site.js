"use strict";

// What can be scrolled can be reached with the keyboard.
function reach() {
  for (const box of document.querySelectorAll("pre, article div, .toc-scroll"))
    if (box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== "visible") box.tabIndex = 0;
}
addEventListener("load", reach);
addEventListener("resize", reach);

// The figure in which any State can be picked; without scripts it shows the State that the page was built with.
function chooser(label, options, chosen, change) {
  const words = document.createElement("label"), list = document.createElement("select");
  for (const [value, name] of options) list.add(new Option(name, value, false, value === chosen));
  list.addEventListener("change", change);
  words.append(label + " ", list);
  return [words, list];
}

function show(figure, sur, cycle) {
  const { name, lines } = ALL.states[sur];
  figure.querySelector(".who").textContent = name;
  figure.querySelector(".review").textContent = cycle === "1" ? "First review" : "Second review";
  for (const row of figure.querySelectorAll("[data-measure]")) {
    const strip = row.dataset.measure + "." + (row.dataset.cycle === "0" ? "0" : cycle);
    const line = lines[strip] || "It has no such review.";
    const [words, rank, x, low, high] = typeof line === "string" ? ["", "", "", "", ""] : line;
    const bold = document.createElement("b"), small = document.createElement("small");
    bold.textContent = words;
    small.textContent = words === "" ? line : rank === "" ? "" : rank + ALL.of[strip];
    row.cells[1].hidden = words === "";
    row.cells[2].colSpan = words === "" ? 2 : 1;
    row.cells[2].replaceChildren(bold, " ", small);
    row.querySelector("image").setAttribute("href", `_static/strips/${strip}.svg`);
    row.querySelector(".own").setAttribute("d", x === "" ? "" : `M${x} 0V20`);
    row.querySelector(".interval").setAttribute("d", low === "" ? "" : `M${low} 10H${high}`);
  }
}

document.querySelectorAll(".strips[data-pick]").forEach((figure) => {
  const link = document.createElement("a"), form = document.createElement("div");
  const change = () => {
    show(figure, state.value, review.value);
    link.href = `states/${state.value}.html`;
    link.textContent = `All numbers of ${state.selectedOptions[0].text}`;
  };
  const names = Object.entries(ALL.states).map(([sur, held]) => [sur, held.name]);
  const [states, state] = chooser("State", names, figure.dataset.state, change);
  const [reviews, review] = chooser("Review", [["1", "first"], ["2", "second"]], "2", change);
  form.className = "pick";
  form.append(states, reviews, link);
  figure.prepend(form);
  change();
});
