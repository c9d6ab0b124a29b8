/* Shows beside a 산출식 what it gives while it is typed, and offers that as the amount. Reading is formula.js; the words
   come from the attributes of this script; ledger/words/formula.py says the same on the server. */
"use strict";
(() => {
  const script = document.currentScript;
  const words = (name, figures = {}) =>
    (script.getAttribute(`data-${name}`) ?? "").replace(/%\((\w+)\)s/g, (_whole, key) => figures[key]);
  const number = (whole) => (whole < 0n ? "△" : "") + String(whole < 0n ? -whole : whole).replace(/\B(?=(?:\d{3})+$)/g, ",");
  const won = ([over, under]) => {
    if (under === 1n) return number(over);
    const size = over < 0n ? -over : over, cents = (size * 200n + under) / (2n * under);
    return `${over < 0n ? "△" : ""}${number(cents / 100n)}.${String(cents % 100n).padStart(2, "0")}`;
  };
  const amountOf = (field) => {
    const match = /^([△∆⧍▲▼−-]?)\s*(\d+|\d{1,3}(?:,\d{3})+)$/.exec(field?.value.trim() ?? "");
    if (!match) return null;
    const size = BigInt(match[2].replaceAll(",", ""));
    return match[1] ? -size : size;
  };
  const beside = (input, name) => input.form?.elements[input.name.replace(/basis$/, name)];
  const solid = (text) => text.replace(/\s+/g, "");

  const sentence = (read, typed) => {
    if (read.kind === "words") return "";
    if (read.kind === "unread") return words(`reason-${read.reason}`, { place: read.position + 1 });
    const parts = [words("result", { result: won(read.result) })];
    if (read.remainder[0] !== 0n) {
      parts.push(words("rounded", { proposal: number(read.proposal / 1000n), remainder: won(read.remainder) }));
    }
    if (read.verdict !== "open") parts.push(words(`verdict-${read.verdict}`));
    if (read.fault === "stated") parts.push(words("stated"));
    if (read.price) parts.push(words("price", { price: number(read.price.won), gives: won(read.price.gives) }));
    if (solid(read.written) !== solid(typed)) parts.push(words("reading", { written: read.written }));
    return parts.join(" · ");
  };

  const show = (input) => {
    const field = input.closest(".formula-field");
    if (!field) return;
    const target = beside(input, input.dataset.formula), amount = amountOf(target);
    const unit = beside(input, "unit")?.value || "won";
    const read = window.ledgerFormula.read(input.value, { unit, amount });
    const output = field.querySelector(".formula-words"), take = field.querySelector(".formula-take");
    output.textContent = sentence(read, input.value);
    output.dataset.verdict = read.kind === "formula" ? read.verdict : "";
    const isOffered = read.kind === "formula" && target && !target.readOnly && !target.disabled && amount !== read.proposal;
    take.hidden = !isOffered || input.readOnly || input.disabled;
    take.textContent = isOffered ? words("take", { proposal: number(read.proposal) }) : "";
  };
  const inputsOf = (row) => row.querySelectorAll("input[data-formula]");

  document.addEventListener("input", (event) => {
    const typed = event.target;
    if (typed.matches("input[data-formula]")) return show(typed);
    for (const input of inputsOf(typed.form ?? document)) {
      if ([input.dataset.formula, "unit"].some((name) => beside(input, name) === typed)) show(input);
    }
  });
  document.addEventListener("click", (event) => {
    const take = event.target.closest("button.formula-take");
    const input = take?.closest(".formula-field").querySelector("input[data-formula]");
    if (!input) return;
    const target = beside(input, input.dataset.formula);
    target.value = number(window.ledgerFormula.read(input.value).proposal);
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
  });
  document.addEventListener("DOMContentLoaded", () => inputsOf(document).forEach(show));
})();
