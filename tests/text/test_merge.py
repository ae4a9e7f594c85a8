"""merge: an editor's work and the machine's new reading of one text."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.merge import Edit, edits, merge_paragraphs, merge_text

texts = st.lists(st.sampled_from("甲乙丙丁"), max_size=8)


def test_text_the_editor_left_alone_becomes_the_new_one():
    assert merge_text("渡轮停航", "渡轮停航", "渡轮复航") == ("渡轮复航", False)


def test_text_only_the_editor_changed_stays():
    assert merge_text("渡轮停航", "渡轮今停航", "渡轮停航") == ("渡轮今停航", False)


def test_text_both_changed_stays_as_the_editor_wrote_it_and_is_told():
    assert merge_text("渡轮停航", "渡轮今停航", "渡轮复航") == ("渡轮今停航", True)


def test_changes_to_different_paragraphs_are_both_taken():
    merged, differing = merge_paragraphs(
        ["起", "承", "转", "合"], ["起头", "承", "转", "合"], ["起", "承", "转", "合上"]
    )
    assert (merged, differing) == (["起头", "承", "转", "合上"], [])


def test_changes_to_one_paragraph_keep_the_editors_and_tell_the_other():
    merged, differing = merge_paragraphs(["起", "承"], ["起头", "承"], ["起初", "承"])
    assert (merged, differing) == (["起头", "承"], [(["起头"], ["起初"])])


@given(texts, texts)
def test_one_side_alone_is_taken_as_it_is(base, changed):
    assert merge_paragraphs(base, changed, base) == (changed, [])
    assert merge_paragraphs(base, base, changed) == (changed, [])


@given(texts, texts)
def test_the_same_change_twice_is_one(base, changed):
    assert merge_paragraphs(base, changed, changed) == (changed, [])


@given(texts, texts, texts)
def test_what_either_side_wrote_is_merged_or_told(base, theirs, ours):
    merged, differing = merge_paragraphs(base, theirs, ours)
    told = [text for pair in differing for side in pair for text in side]
    assert (set(theirs) | set(ours)) - set(base) <= {*merged, *told}


@given(texts, texts)
def test_edits_are_none_only_for_equal_texts_and_name_what_they_change(base, edited):
    pieces = edits(base, edited)
    assert bool(pieces) == (base != edited)
    assert all(edit.was or not base for edit in pieces)


def test_paragraph_put_in_is_told_with_its_neighbour():
    assert edits(["起", "承"], ["起", "又", "承"]) == [Edit(("起",), ("起", "又"))]
    assert edits(["起"], ["先", "起"]) == [Edit(("起",), ("先", "起"))]
    assert edits([], ["先"]) == [Edit((), ("先",))]


def test_edit_is_made_where_its_paragraph_stands_now():
    [edit] = edits(["起", "承", "转"], ["起", "承上", "转"])
    assert edit.made_in(["甲", "承", "乙"]) == ["甲", "承上", "乙"]
    assert edit.made_in(["甲", "乙"]) is None


BARE = "<p>渡轮今天起停航三天，乘客绕行。</p>"
HEADED = BARE.replace("<p>", "<p>本报讯（记者 某）")


def test_edit_finds_its_paragraph_with_the_dateline_it_had_lost_at_the_head_of_a_story():
    [edit] = edits([BARE], [BARE.replace("三天", "四天")])
    assert edit.made_in(["<p>起</p>", HEADED]) == ["<p>起</p>", HEADED.replace("三天", "四天")]


def test_edit_finds_its_paragraph_without_the_dateline_that_went_to_the_byline():
    [edit] = edits([HEADED], [HEADED.replace("三天", "四天")])
    assert edit.made_in([BARE]) == [BARE.replace("三天", "四天")]


def test_edit_of_the_dateline_itself_has_no_place_in_a_text_without_it():
    [edit] = edits([HEADED], [HEADED.replace("某", "甲")])
    assert edit.made_in([BARE]) is None
