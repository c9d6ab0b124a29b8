"""Rows of a programme's year as a sheet.

What a kind of sheet declares (declared.py, line_items.py), its rows out as JSON (rows.py), the difference that comes in
(forms.py, placing.py), its answers (answers.py, beside.py), what it would change (ripple.py), its addresses (page.py).
"""
