import pytest

from articles.importers.readers.dump.headlines import headline_group
from articles.importers.readers.dump.lines import Line


def group(*texts):
    found = headline_group([Line(i, text, 0) for i, text in enumerate(texts)])
    return found.label, found.kicker, found.headline, found.subheadline


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["埕边街修好十二口老井"], ("", "", "埕边街修好十二口老井", "")),
        (["潮水退去", "早市回来了"], ("", "", "潮水退去\n早市回来了", "")),
        (
            ["春耕一线见闻", "晨雾里开出第一班种子船"],
            ("", "春耕一线见闻", "晨雾里开出第一班种子船", ""),
        ),
        (["渡口改造", "——六处渡口昨日开工"], ("", "", "渡口改造", "——六处渡口昨日开工")),
        (
            ["春耕一线见闻", "抢在大潮前", "让水有路走", "全市二十七处内涝点全部退水"],
            ("", "春耕一线见闻", "抢在大潮前\n让水有路走", "全市二十七处内涝点全部退水"),
        ),
        (
            ["我市表彰二百名优秀教师和教育工作者", "进校园检查评比由六十三项减到二十七项"],
            ("", "", "我市表彰二百名优秀教师和教育工作者", "进校园检查评比由六十三项减到二十七项"),
        ),
        (["街巷新闻", "埕边街修好十二口老井"], ("街巷新闻", "", "埕边街修好十二口老井", "")),
        (["埕边街修好十二口老井（街巷新闻）"], ("（街巷新闻）", "", "埕边街修好十二口老井", "")),
        (["渡口往事里的灯火（上）"], ("", "", "渡口往事里的灯火（上）", "")),
        (["喜迎佳节 入户走访 万家灯火"], ("", "", "喜迎佳节 入户走访 万家灯火", "")),
    ],
)
def test_levels(lines, expected):
    assert group(*lines) == expected
