import pytest

from articles.text.names import looks_like_name, split_names


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("沈砚秋 林知远", ("沈砚秋", "林知远")),
        ("郑  朗  沈砚秋", ("郑朗", "沈砚秋")),
        ("郑  朗  韩  溪", ("郑朗", "韩溪")),
        ("沈砚秋、韩　溪，罗宁", ("沈砚秋", "韩溪", "罗宁")),
        ("欧阳  明  罗宁", ("欧阳明", "罗宁")),
        ("古丽·买买提 罗宁", ("古丽·买买提", "罗宁")),
        ("John Smith 罗宁", ("John Smith", "罗宁")),
        ("", ()),
    ],
)
def test_padded_names_are_put_together(printed, names):
    assert split_names(printed) == names


@pytest.mark.parametrize("printed", ["罗宁", "罗  宁", "欧阳明", "诸葛小满", "古丽·买买提"])
def test_a_name(printed):
    assert looks_like_name(printed)


@pytest.mark.parametrize("printed", ["街巷", "潮音", "罗宁 韩溪", "", "欧阳", "今日看点", "a1"])
def test_not_a_name(printed):
    assert not looks_like_name(printed)
