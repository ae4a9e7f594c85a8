"""Words of a newspaper's dictionary."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Term
from tests.factories import make_newspaper, make_term

pytestmark = pytest.mark.django_db


def test_a_word_is_unique_within_its_newspaper():
    term = make_term()
    make_term(make_newspaper("wan", "潮城晚报"), term.text)
    with transaction.atomic(), pytest.raises(IntegrityError):
        make_term(term.newspaper, term.text)


@pytest.mark.parametrize("text", ["塔", "听 潮塔", "听潮塔 ", "听潮塔\n", "潮" * 17])
def test_a_word_has_two_to_sixteen_characters_and_no_spaces(text):
    term = Term(newspaper=make_newspaper(), text=text)
    with pytest.raises(ValidationError):
        term.full_clean()
    with transaction.atomic(), pytest.raises(Exception, match=r"term_length|too long"):
        term.save(by=None)


@pytest.mark.parametrize("text", ["潮城", "C919", "阿依·林", "潮" * 16])
def test_these_are_words(text):
    make_term(text=text)
