// A conflict: a press puts what is stored into the field; mine stands there already.
"use strict";

document.querySelectorAll(".take-theirs").forEach((button) => {
  const input = document.getElementById(button.dataset.input);
  if (!input) return;
  button.hidden = false;
  const mine = input.type === "checkbox" ? input.checked : input.value;
  button.addEventListener("click", () => {
    const isTaken = button.getAttribute("aria-pressed") === "true";
    put(input, isTaken ? mine : input.type === "checkbox" ? button.dataset.cell === "on" : button.dataset.cell, button.dataset.words);
    button.setAttribute("aria-pressed", String(!isTaken));
  });
});

function put(input, cell, words) {
  if (input.type === "checkbox") {
    input.checked = cell;
  } else {
    // A choice by searching knows only the rows that were looked up.
    if (input.tagName === "SELECT" && ![...input.options].some((option) => option.value === cell)) {
      input.add(new Option(words, cell));
    }
    input.value = cell;
  }
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
