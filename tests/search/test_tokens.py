from hypothesis import given
from hypothesis import strategies as st

from articles.models import SearchEntry
from articles.search.tokens import entry_terms, is_term, terms, wanted_terms
from articles.search.words import is_word
from articles.text.fold import fold
from tests.factories import DAY

CHARACTERS = "北京和服产品务5gC3.1，。“”—-·%_'\"\\*:&|!()é😀\ue000\u0301"


def has(term, index):
    return term in index or (len(term) == 1 and any(known.startswith(term) for known in index))


def test_neighbours_the_last_of_a_run_and_marks():
    assert set(terms("北京城,5g!").split()) == {"北京", "京城", "城", "=2c", "5g", "g", "=21"}


def test_terms_of_a_part_stand_a_second_time_and_facts_beside_them():
    entry = SearchEntry(
        text="北京\n潮评\n林晓\n上海",
        title_end=2,
        column_end=5,
        byline_end=8,
        facts="n1 la01",
        day=DAY.toordinal(),
    )
    assert set(entry_terms(entry).split()) == {
        *("北京", "京", "#北京", "#京", "潮评", "评", "+潮评", "+评"),
        *("林晓", "晓", "^林晓", "^晓", "上海", "海", "@n1", "@la01", "@q8104", "@w105668"),
    }


def test_two_characters_of_a_run_need_no_comparison():
    assert all(map(is_term, ("北京", "5g")))
    assert not any(map(is_term, ("京", "北京城", "3.", "——")))


def test_a_long_word_is_looked_up_by_every_second_pair():
    assert wanted_terms("粤港澳大湾区") == ["粤港", "澳大", "湾区"]
    assert wanted_terms("粤港澳大湾") == ["粤港", "澳大", "大湾"]


def test_single_characters_and_bare_punctuation_have_terms_too():
    assert wanted_terms("鲸") == ["鲸"]
    assert wanted_terms("3.1") == ["3", "1"]
    assert wanted_terms("——") == ["=2014", "=2014"]


@given(st.text(alphabet=st.sampled_from(CHARACTERS), min_size=1), st.data())
def test_every_text_has_the_terms_of_its_parts(text, data):
    text = fold(text)
    start = data.draw(st.integers(0, len(text)))
    word = text[start : data.draw(st.integers(start, len(text)))].strip()
    index = set(terms(text).split())
    assert all(has(term, index) for term in wanted_terms(word))


@given(st.text(alphabet=st.characters(exclude_characters="\n")))
def test_no_term_can_be_mistaken_for_syntax(text):
    for term in terms(fold(text)).split():
        assert not set(term.lstrip("=")) & set("'\"\\ *:&|!()#=+^@")


def test_a_word_is_told_from_characters_that_happen_to_meet():
    assert is_word("她穿着和服走来", 3, 5)
    assert not is_word("提供产品和服务", 4, 6)


def test_a_word_at_the_edge_of_a_line_is_judged_by_its_line():
    assert is_word("产品\n和服\n务工", 3, 5)
