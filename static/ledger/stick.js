/* The heading and the total row of a table stay in sight while the page is scrolled. Where the table fits into its
   frame, the style sheet alone does it; a frame that scrolls sideways would keep them to itself, so they are moved. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const frames = [...document.querySelectorAll(".table-scroll")].filter((frame) => frame.querySelector("table.report"));
  if (!frames.length) return;
  let isAsked = false;

  function measure() {
    for (const frame of frames) {
      const table = frame.querySelector("table");
      frame.classList.toggle("fits", table.scrollWidth <= frame.clientWidth);
      frame.style.setProperty("--head", `${table.tHead?.offsetHeight ?? 0}px`);
    }
    follow();
  }

  function follow() {
    isAsked = false;
    for (const frame of frames) {
      const table = frame.querySelector("table");
      const box = table.getBoundingClientRect();
      const before = table.caption?.offsetHeight ?? 0;
      // A total at the end covers rows only where a reader is among them already.
      frame.classList.toggle("inside", box.top + before < 0);
      if (frame.classList.contains("fits")) continue;
      const head = table.tHead?.offsetHeight ?? 0;
      const total = table.querySelector("tr.total")?.offsetHeight ?? 0;
      const room = Math.max(0, box.height - before - head - total);
      frame.style.setProperty("--down", `${Math.min(Math.max(0, -box.top - before), room)}px`);
      frame.style.setProperty("--up", `${-Math.min(Math.max(0, box.bottom - frame.clientTop - innerHeight), room)}px`);
    }
  }

  function ask() {
    if (!isAsked) requestAnimationFrame(follow);
    isAsked = true;
  }

  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask, { passive: true });
  const seen = new ResizeObserver(measure);
  for (const frame of frames) seen.observe(frame);
  measure();
});
