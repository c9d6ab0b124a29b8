"""Proving a workbook from outside: its cells read, its formulas evaluated exactly, its digests compared.

No database and no Django: whoever has the file can check it.
"""
