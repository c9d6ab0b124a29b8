/* Reads an amount back in words while it is typed. The server computes the truth; this only echoes. */
"use strict";
(() => {
  const inWords = (text) => {
    const match = /^([△∆⧍▲▼−-]?)\s*(\d+|\d{1,3}(?:,\d{3})+)$/.exec(text.trim());
    if (!match) return "";
    let rest = BigInt(match[2].replaceAll(",", ""));
    if (rest > 10n ** 15n) return "";
    const parts = [];
    for (const [size, name] of [[10n ** 12n, "조"], [10n ** 8n, "억"], [10n ** 4n, "만"]]) {
      if (rest >= size) parts.push((rest / size).toLocaleString("ko-KR") + name);
      rest %= size;
    }
    if (rest > 0n && rest % 1000n === 0n) parts.push(rest / 1000n + "천");
    else if (rest > 0n || parts.length === 0) parts.push(rest.toLocaleString("ko-KR"));
    return (match[1] ? "△" : "") + parts.join(" ") + "원";
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("input.won")) return;
    const words = event.target.parentElement.querySelector("output.won-words");
    if (words) words.textContent = inWords(event.target.value);
  });
})();
