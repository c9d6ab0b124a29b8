"""One closes a budget while one saves in it, in every order of their steps, with a connection each and no waiting.

`stepper.py` is the process that goes a step at a time, `pairs.py` has two of them and says who goes when.
"""
