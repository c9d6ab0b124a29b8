/* A click on a figure shows where it comes from in a panel beside the report; the key E leads to the cell that enters it.
   Without script the link is a page. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const panel = document.querySelector("#trace-panel");
  if (!panel || typeof panel.showModal !== "function") return;
  const content = panel.querySelector(".trace-content");
  const state = panel.querySelector(".trace-state");
  const asPage = panel.querySelector(".trace-bar a");
  const back = panel.querySelector(".trace-back");
  let figure = null; // the link that opened the panel
  let walked = []; // the addresses that were shown before this one
  let shown = null;
  let asked = null; // the request under way

  const isPlain = (event) =>
    event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented);
  const addressOf = (link) => new URL(link.getAttribute("href"), document.baseURI);

  async function show(address) {
    shown = address;
    asPage.href = address;
    back.hidden = walked.length === 0;
    content.replaceChildren();
    state.textContent = panel.dataset.loading;
    asked?.abort();
    asked = new AbortController();
    const mine = asked;
    try {
      const response = await fetch(address, { signal: mine.signal, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const trace = page.querySelector("#trace");
      if (!trace) throw new Error(response.status);
      if (mine !== asked) return;
      trace.removeAttribute("id");
      content.replaceChildren(document.adoptNode(trace));
      state.textContent = "";
      panel.scrollTop = 0;
      content.querySelector("#trace-title").focus();
    } catch (error) {
      if (error.name === "AbortError" || mine !== asked) return;
      state.textContent = panel.dataset.error;
      asPage.focus();
    }
  }

  function walk(address) {
    walked.push(shown);
    show(address);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !isPlain(event) || !link.hasAttribute("href")) return;
    if (content.contains(link)) {
      const address = addressOf(link);
      const isTrace = address.origin === location.origin && address.pathname.endsWith("/trace/");
      if (isTrace) {
        event.preventDefault();
        walk(address.href);
      } else if (address.pathname === location.pathname && address.search === location.search) {
        panel.close(); // back to a row of the report that lies below
      }
    } else if (link.matches("a.trace") && !addressOf(link).searchParams.has("to")) {
      event.preventDefault();
      figure = link;
      walked = [];
      panel.showModal();
      show(addressOf(link).href);
    }
  });

  /* The key by its place: on a Korean keyboard its letter is another. */
  document.addEventListener("keydown", (event) => {
    const { code, target } = event;
    if (code !== "KeyE" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!panel.hasAttribute("data-enters") || target.closest("input, select, textarea")) return;
    if (panel.open) {
      content.querySelector("a[data-enters]")?.click();
    } else if (target.matches("a.trace")) {
      const address = addressOf(target);
      address.searchParams.set("to", "entry");
      location.assign(address);
    }
  });

  back.addEventListener("click", () => {
    if (walked.length) show(walked.pop());
  });
  panel.querySelector(".trace-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel && event.clientX < panel.getBoundingClientRect().left) panel.close();
  });
  panel.addEventListener("close", () => {
    asked?.abort();
    content.replaceChildren();
    state.textContent = "";
    figure?.focus();
  });
});
