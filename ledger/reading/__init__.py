"""Figures as people print, paste and type them, read by written rules into won or refused with a reason.

Pure: no form, no database. Sentences stand where they are shown.
"""
