import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import TRADITIONAL, fold, fold_with_offsets


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("５Ｇ", "5g"),
        ("臺灣選舉、體育", "台湾选举、体育"),
        ("裏應外合，説爲眾", "里应外合,说为众"),
        ("面積㎡", "面积m2"),
        ("……", "......"),
        ("北\u200b京\u00ad城\ufeff", "北京城"),
        ("原著著名", "原著著名"),
        ("\x00\ud800新", "新"),
    ],
)
def test_width_case_and_traditional_forms_are_levelled(printed, folded):
    assert fold(printed) == folded


def test_padding_between_characters_is_the_compositors():
    assert fold("记者 林\u3000晓") == "记者林晓"
    assert fold("把饭桌支到\n老人的家门口") == "把饭桌支到老人的家门口"


def test_spaces_between_words_of_a_spaced_script_stay():
    assert fold("  New \u3000 York  ") == "new york"


def test_every_traditional_character_leads_to_one_that_stays():
    assert len(TRADITIONAL) > 2900
    assert not set(TRADITIONAL) & set(TRADITIONAL.values())


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from("北京林 \u3000\naZ1é，臺ﬁ㎡\u200b😀")), st.data())
def test_a_word_of_a_text_is_found_in_its_fold(text, data):
    for word in text.split():
        start = data.draw(st.integers(0, len(word)))
        assert fold(word[start:]) in fold(text)


@given(st.text())
def test_offsets_lead_back_to_the_character_each_was_made_from(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert offsets == sorted(offsets)
    assert all(
        made == " " or made in fold(text[at]) for made, at in zip(folded, offsets, strict=True)
    )
