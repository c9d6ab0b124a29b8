/* What a slug will be where it stays blank, in its place while the name is typed (sites/slugs.py makes it). */
"use strict";
for (const slug of document.querySelectorAll("input[data-slug-of]")) {
  const name = document.getElementById(slug.id.replace(/slug$/, slug.dataset.slugOf));
  if (!name || slug.value) continue;
  const [leads, vowels, tails] = JSON.parse(slug.dataset.letters);
  const latin = (one) => {
    const place = one.codePointAt(0) - 0xac00;
    return `${leads[Math.floor(place / 588)]}${vowels[Math.floor((place % 588) / 28)]}${tails[place % 28]}`.replaceAll("-", "");
  };
  const show = () => {
    const letters = name.value.normalize("NFC").replace(/[가-힣]/g, latin).normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
    slug.placeholder = letters.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+/, "").slice(0, 50).replace(/-+$/, "");
  };
  name.addEventListener("input", show);
  show();
}
