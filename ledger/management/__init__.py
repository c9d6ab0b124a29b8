"""The commands of `manage.py`, and what they share.

What a page needs as well does not stand here: a command asks for it as a page does.
"""
