/* A line of the list of faults leads to its field; to one that is searched, to what stands in its place. */
"use strict";
document.addEventListener("click", (event) => {
  const link = event.target.closest(".faults a, .conflicts a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  for (let folded = field.closest("details:not([open])"); folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
  const shown = field.matches(".select2-hidden-accessible") ? field.parentElement.querySelector(".select2-selection") : field;
  shown.scrollIntoView({ block: "center" });
  shown.focus({ preventScroll: true });
});
