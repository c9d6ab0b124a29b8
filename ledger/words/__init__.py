"""Keys and figures in words: formats of numbers, labels and headings, findings and traces as sentences.

One wording for each key, in the reader's language. No arithmetic beyond rounding for print, no page.
"""
