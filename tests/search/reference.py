"""Search as its definition says, in plain Python: what the databases' answers are held against."""

from articles.search.entry import OPEN, text_lines, title_lines
from articles.search.query import parse
from articles.search.rank import score
from articles.text.fold import fold


def found(articles, typed, ordering="relevance"):
    """Ids of the articles of a list that have every word typed in one of their lines."""
    words = parse(typed)
    hits = [article for article in articles if contains(article, words)] if words else []
    hits.sort(key=lambda article: (-worth(article, words, ordering), age(article), article.pk))
    return [article.pk for article in hits]


def contains(article, words):
    lines = [fold(line) for line in [*title_lines(article), *text_lines(article)]]
    return all(any(word in line for line in lines) for word in words)


def worth(article, words, ordering):
    if ordering == "date":
        return 0
    title = "\n".join(filter(None, map(fold, title_lines(article))))
    text = title + "\n" + "\n".join(filter(None, map(fold, text_lines(article))))
    return score(words, text, len(title), age(article))


def age(article):
    return OPEN - (article.public_from or OPEN)
