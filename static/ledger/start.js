/* Takes in parts of other pages, one after the other: what is open in each budget, the checklist of one. Without script the
   links lead there. */
"use strict";
document.addEventListener("DOMContentLoaded", async () => {
  for (const place of document.querySelectorAll("[data-open]")) {
    place.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(place.dataset.open);
      const part = new DOMParser().parseFromString(await response.text(), "text/html").body;
      // Signed out meanwhile, or the budget is gone: the links stay.
      if (!response.ok || response.redirected) throw new Error(response.status);
      place.replaceChildren(...part.childNodes);
      // What is open in each part of a budget stands on its tab, too.
      for (const { dataset, value } of place.querySelectorAll("data[data-area]")) {
        const count = document.querySelector(`[data-count-of="${dataset.area}"]`);
        if (count) Object.assign(count, { textContent: value, hidden: false });
      }
    } catch {
      place.append(` (${place.dataset.failed})`);
    }
    place.removeAttribute("aria-busy");
  }
});
