"""Which page is which, when headers, file names and order agree or do not."""

from pathlib import Path

from articles.importers.facsimile.guard import PageRead
from articles.importers.facsimile.header import Header
from articles.importers.facsimile.labels import labelled
from articles.importers.records import Facts


def named(*pages, first_label=""):
    """[(label, name of the file)] and the codes of the problems, for (name, position, printed)."""
    read = [PageRead(Path(name), position, 595, 842) for name, position, _printed in pages]
    headers = [Header(printed) for _name, _position, printed in pages]
    found, problems = labelled(read, headers, first_label)
    return [one.label for one in found], [(trouble.code, trouble.page) for trouble in problems]


def in_one_file(*printed, **ways):
    return named(*(("day.pdf", at, label) for at, label in enumerate(printed, 1)), **ways)


def test_what_is_printed_counts():
    assert in_one_file("A01", "A02", "B01") == (["A01", "A02", "B01"], [])


def test_pages_stand_in_the_order_of_their_labels():
    assert named(("x.pdf", 1, "A03"), ("y.pdf", 1, "A01")) == (["A01", "A03"], [])


def test_chinese_numbers_and_short_ones_are_written_as_the_paper_does():
    assert in_one_file("2", "三") == (["02", "03"], [])
    assert in_one_file("2", "三", first_label="A01") == (["A02", "A03"], [])


def test_a_file_of_one_page_may_be_named_by_it():
    assert named(("A02.pdf", 1, ""), ("A01.pdf", 1, "")) == (["A01", "A02"], [])


def test_the_name_of_a_file_of_many_pages_names_none():
    assert in_one_file("A03", "A04")[0] == ["A03", "A04"]
    assert named(("A01.pdf", 1, "A05"), ("A01.pdf", 2, "A06")) == (["A05", "A06"], [])


def test_print_wins_over_the_name_and_the_difference_is_told():
    assert named(("A02.pdf", 1, "A03")) == (["A03"], [("label-differs", "A03")])


def test_a_front_page_without_label_stands_before_page_two():
    assert in_one_file("", "A02", "A03") == (["A01", "A02", "A03"], [])


def test_a_page_with_the_whole_masthead_is_the_first():
    read = [PageRead(Path(name), 1, 595, 842) for name in ("x.pdf", "y.pdf")]
    headers = [Header("A02"), Header(facts=Facts(page_count=8))]
    found, problems = labelled(read, headers)
    assert ([one.label for one in found], problems) == (["A01", "A02"], [])
    found, problems = labelled(read[1:], headers[1:])
    assert ([one.label for one in found], problems) == (["01"], [])


def test_a_page_between_two_others_is_the_one_missing():
    assert in_one_file("A01", "", "A03") == (["A01", "A02", "A03"], [])


def test_pages_that_nothing_tells_apart_are_asked_for():
    asked = [("label-asked", "A01"), ("label-asked", "A02")]
    assert in_one_file("", "", first_label="A01") == (["A01", "A02"], asked)


def test_without_any_word_pages_are_numbered():
    assert in_one_file("")[0] == ["01"]


def test_two_pages_cannot_be_the_same():
    labels, problems = in_one_file("A01", "A02", "A02", "A03")
    assert labels == ["A01", "A02", "A03", "A04"]
    assert problems == [("label-taken", "A04")]


def test_a_page_guessed_into_a_taken_place_goes_behind_it():
    labels, problems = named(("x.pdf", 1, "A02"), ("y.pdf", 1, ""), ("z.pdf", 1, "A03"))
    assert labels == ["A02", "A03", "A04"]
    assert problems == [("label-asked", "A04")]


def test_a_number_that_is_no_page_is_not_believed():
    assert in_one_file("0", first_label="A01")[0] == ["A01"]
