"""Template tags: text as it is set."""

from articles.models import Article
from articles.templatetags.articles import teaser

SENTENCE = "潮水退下去以后，码头上的人慢慢多了起来，鱼筐一只挨着一只排到路口，吆喝声也高了。"


def an_article(summary, characters=2000):
    return Article(summary=summary, characters=characters)


class TestTeaser:
    def test_a_short_text_is_shown_whole(self):
        assert teaser(an_article("只有半句", characters=4)) == "只有半句"

    def test_ends_with_the_last_whole_sentence(self):
        assert teaser(an_article(f"{SENTENCE}{SENTENCE}然后又")) == SENTENCE * 2

    def test_a_sentence_ends_after_its_closing_quotation_mark(self):
        spoken = f"{SENTENCE}他说：“就这么办。”"
        assert teaser(an_article(f"{spoken}第二天")) == spoken

    def test_never_ends_inside_a_quotation(self):
        assert teaser(an_article(f"{SENTENCE}他说：“就这么办。明天")) == SENTENCE

    def test_what_would_say_too_little_is_cut_off_instead(self):
        assert teaser(an_article("天亮了。船老大还没有回来")) == "天亮了。船老大还没有回来……"
