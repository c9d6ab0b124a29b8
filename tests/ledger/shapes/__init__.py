"""Programmes of other shapes than the first document's, each followed through every report, file and tie.

`entering.py` enters a programme row by row, `answers.py` asks for all that the ledger says of it. What the tests expect
is written down: amounts in thousand won as such a city prints them, sums left visible, nothing computed by the ledger.
"""

import pytest

pytest.register_assert_rewrite("tests.ledger.shapes.followed")
