"""Reads the plain-text dump of a typeset page or issue into records: `dump.read(bytes, name)`."""

from articles.importers.readers.dump.issue import label_in, read

__all__ = ["label_in", "read"]
