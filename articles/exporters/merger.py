"""The process that puts PDFs one after another, within limits.

`python -m articles.exporters.merger RESULT PDF …`: with exit status 0 the result is whole.
"""

import os
import resource
import sys
from contextlib import suppress

import pypdfium2 as pdfium

MEMORY = 1_500 * 1024 * 1024  # of address space
SECONDS = 30  # of processor time


def main(result: str, paths: list[str]) -> int:
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        with suppress(ValueError, OSError):  # some systems do not let a process limit itself
            resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    os.nice(5)  # readers of the site come first
    merged = pdfium.PdfDocument.new()
    try:
        for path in paths:
            merged.import_pages(pdfium.PdfDocument(path))
        merged.save(result)
    except (pdfium.PdfiumError, MemoryError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
