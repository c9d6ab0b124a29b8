"""Pictures of pages for documents: PNG with a palette, a third of what a browser writes."""

import base64
import struct
import zlib
from typing import Any, cast

from playwright.sync_api import Browser

COLOURS = 256

REDUCE = """async ([png, most]) => {
  const bitmap = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  const pixels = new Uint32Array(data.buffer), counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = [...counts].sort((one, other) => other[1] - one[1]).slice(0, most).map(([pixel]) => pixel);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const shades = palette.map(parts), places = new Map(palette.map((pixel, at) => [pixel, at]));
  const nearest = (pixel) => {
    const wanted = parts(pixel);
    const far = shades.map((shade) => shade.reduce((sum, part, at) => sum + (part - wanted[at]) ** 2, 0));
    return far.indexOf(Math.min(...far));
  };
  for (const pixel of counts.keys()) if (!places.has(pixel)) places.set(pixel, nearest(pixel));
  const indices = Uint8Array.from(pixels, (pixel) => places.get(pixel));
  let text = "";
  for (let at = 0; at < indices.length; at += 32768) text += String.fromCharCode(...indices.subarray(at, at + 32768));
  return { width: bitmap.width, height: bitmap.height, palette: shades.flat(), indices: btoa(text) };
}"""
"""The most frequent colours of a PNG, and each pixel as the nearest of them."""


def reduced(browser: Browser, png: bytes) -> bytes:
    """A PNG with at most 256 colours. The browser reads it: no library for pictures is needed."""
    page = browser.new_page()
    found = cast(dict[str, Any], page.evaluate(REDUCE, [base64.b64encode(png).decode(), COLOURS]))
    page.close()
    width, height = found["width"], found["height"]
    indices = base64.b64decode(found["indices"])
    # Each line begins with its filter: none.
    lines = b"".join(b"\0" + indices[at * width : (at + 1) * width] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", head),
        (b"PLTE", bytes(found["palette"])),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in chunks)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
