/* Keeps the page of an export up to date without loading it anew: who reads or stands on a button is left in peace. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector("#export");
  const pause = Number(shown.dataset.seconds) * 1000;
  const isLive = (page) => page.querySelector("#export progress") !== null;

  async function look() {
    let page = document;
    try {
      const response = await fetch(location.href, { credentials: "same-origin" });
      if (response.redirected) return location.reload(); // signed out meanwhile
      if (response.ok) page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch {
      // The server does not answer for a moment: look again.
    }
    if (page !== document) {
      for (const part of shown.querySelectorAll("[data-moves]")) {
        const now = page.querySelector(`#export [data-moves="${part.dataset.moves}"]`);
        if (now && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
      }
      document.title = page.title;
    }
    if (isLive(document)) setTimeout(look, pause);
  }

  if (isLive(document)) setTimeout(look, pause);
});
