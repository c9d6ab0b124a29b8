/* The list of choices below a cell that one chooses in: the listbox of a combobox. */

import { made } from "./view.js";

const MOST = 50;

export class Choices {
  constructor(id, taken) {
    this.list = made("ul", { role: "listbox", id, class: "sheet-choices", hidden: true });
    this.options = [];
    this.chosen = null;
    // Before the field loses the focus, which would end the typing.
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) taken(option);
    });
  }

  show(options, words, { isFirstChosen }) {
    this.options = options.slice(0, MOST);
    this.list.setAttribute("aria-label", words.choices);
    this.list.replaceChildren(
      ...this.options.map(([, label], at) => made("li", { role: "option", id: `${this.list.id}-${at}`, "aria-selected": "false" }, label)),
    );
    if (options.length > MOST) {
      this.list.append(made("li", { role: "option", "aria-disabled": "true", class: "more" }, words.more_choices.replace("{count}", options.length - MOST)));
    }
    this.list.hidden = !options.length;
    this.choose(isFirstChosen ? this.list.querySelector("[role=option]") : null);
  }

  choose(option) {
    if (option?.getAttribute("aria-disabled")) return;
    this.chosen?.setAttribute("aria-selected", "false");
    this.chosen = option;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const all = [...this.list.querySelectorAll("[role=option]:not([aria-disabled])")];
    const at = all.indexOf(this.chosen);
    this.choose(all[Math.max(0, Math.min(at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by, all.length - 1))] ?? null);
  }

  /* [value, label] of the chosen one. */
  value() {
    return this.chosen ? this.options[[...this.list.children].indexOf(this.chosen)] : null;
  }

  hide() {
    this.list.hidden = true;
    this.chosen = null;
  }
}
