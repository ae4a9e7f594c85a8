"""Search: one door in (`index`), one door out (`search`)."""


def index(articles):
    """Write the index rows of these articles."""


def search(articles, typed, **options):
    """Those of `articles` that contain what was typed."""
    return articles.none()
