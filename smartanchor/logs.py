"""What is logged, and how: a fault with its traceback, a refusal in one line that says what was refused."""

import logging

from django.http import HttpRequest
from django.utils.log import DEFAULT_LOGGING

LONGEST_LINE = 400
"""Letters of a line of the log."""


class InOneLine(logging.Filter):
    """Turns a refused request (4xx) into 'GET /path?query 400: what was bad'; what is wrong here (5xx) stays whole.

    Django logs a refusal as it logs a fault, with the traceback of our own `raise`, and escapes what is not ASCII.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status, request = getattr(record, "status_code", 500), getattr(record, "request", None)
        if status < 500 and isinstance(request, HttpRequest):
            error = record.exc_info[1] if record.exc_info else None
            said = str(error.args[0]) if error is not None and error.args else record.getMessage()
            line = f"{request.method} {request.get_full_path()} {status}: {said}"
            record.msg, record.args = one_line(line), ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True


def one_line(text: str) -> str:
    """The text without what could pass for another line, not longer than a line should be."""
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]} …"


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"in_one_line": {"()": InOneLine}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {message}", "style": "{"},
        "django.server": DEFAULT_LOGGING["formatters"]["django.server"],
    },
    "handlers": {
        "django.server": DEFAULT_LOGGING["handlers"]["django.server"],
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["in_one_line"]},
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING"},
        # The requests themselves, as `serve` shows them: a logger below one that is configured loses what it had.
        "django.server": DEFAULT_LOGGING["loggers"]["django.server"],
    },
}
