"""Search as its definition says, in plain Python: what the databases' answers are held against."""

from articles.search.entry import entry_values
from articles.search.query import parse
from articles.search.rank import Candidate, Hit, score


def found(articles, typed, ordering="relevance"):
    """Ids of the articles of a list that answer what was typed."""
    query = parse(typed)
    hits = [] if query.is_empty else [one for one in articles if answers(one, query)]
    texts = [word.text for word in query.wanted] if ordering == "relevance" else []
    return [pk for *_place, pk in sorted(place(article, texts) for article in hits)]


def answers(article, query):
    return all(contains(article, word) != word.is_excluded for word in query.words)


def contains(article, word):
    """Whether a line of the article, or of that part of it, has the word."""
    values = entry_values(article)
    title, column, byline = values["title_end"], values["column_end"], values["byline_end"]
    start, end = {
        "": (0, None),
        "title": (0, title),
        "column": (title + 1, column),
        "byline": (column + 1, byline),
    }[word.part]
    return any(word.text in line for line in values["text"][start:end].split("\n"))


def place(article, texts):
    values = entry_values(article)
    hit = Hit(article.pk, values["day"], values["at"])
    worth = score(texts, Candidate(hit, values["title_end"], values["text"])) if texts else 0
    return -worth, -hit.day, -hit.at, hit.pk
