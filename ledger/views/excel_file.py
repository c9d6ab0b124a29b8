"""An Excel file as an answer."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def excel_file(content: bytes, name: str) -> HttpResponse:
    """The file to be saved under a name such as '스마트앵커 운영 2021 예산총괄.xlsx'."""
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )
