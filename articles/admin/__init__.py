"""The editors' pages. Importing the package registers every model with our admin site."""

from articles.admin import content, issues, records, stories

__all__ = ["content", "issues", "records", "stories"]
