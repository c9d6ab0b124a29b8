/* Keeps the page of an export up to date without loading it anew: who reads or stands on a button is left in peace. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const shown = document.querySelector("#export");
  const isLive = () => shown.querySelector("progress") !== null;

  function show(now) {
    for (const part of shown.querySelectorAll("[data-moves]")) {
      const moved = now.querySelector(`[data-moves="${part.dataset.moves}"]`);
      if (moved.innerHTML !== part.innerHTML) part.replaceChildren(...moved.childNodes);
    }
  }

  async function look() {
    try {
      const response = await fetch(location.href);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const now = page.querySelector("#export");
      if (now) {
        show(now);
        document.title = page.title;
      } else if (response.ok) {
        location.reload(); // the login: signed out meanwhile
        return;
      }
    } catch {
      // The server does not answer for a moment: look again.
    }
    lookLater();
  }

  function lookLater() {
    if (isLive()) setTimeout(look, Number(shown.dataset.seconds) * 1000);
  }

  lookLater();
});
