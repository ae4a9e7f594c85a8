from articles.search.rank import Candidate, Hit, ranked
from articles.text.fold import fold

NEW = 740_000


def rank(word, *articles):
    """Which of the (title, text, day) comes first, second, …"""
    candidates = [
        Candidate(Hit(pk, day, 0), len(fold(title)), fold(title) + "\n" + fold(text))
        for pk, (title, text, day) in enumerate(articles)
    ]
    return [candidate.hit.pk for candidate in ranked(candidates, [word])]


def test_a_title_outweighs_mentions_in_the_text():
    assert rank("渡口", ("别的事", "渡口" * 5, NEW), ("旧渡口重开", "说明", NEW)) == [1, 0]


def test_a_word_outweighs_characters_that_happen_to_meet():
    accident = ("展会", "提供产品和服务，完善产品和服务，检验产品和服务。", NEW)
    meant = ("展会", "展出一件和服，另有其他展品与说明若干，供市民参观。", NEW)
    assert rank("和服", accident, meant) == [1, 0]


def test_many_mentions_in_a_short_text_outweigh_one_in_a_long():
    assert rank("渡轮", ("一", "渡轮停航" + "。" * 900, NEW), ("二", "渡轮渡轮复航。", NEW)) == [
        1,
        0,
    ]


def test_of_equals_the_newer_comes_first():
    old = ("渡口", "渡口", NEW - 2000)
    assert rank("渡口", old, ("渡口", "渡口", NEW)) == [1, 0]
