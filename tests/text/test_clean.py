"""The sanitiser: the small vocabulary stays, everything else goes, nothing changes twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.clean import character_count, clean_html, plain_text


@pytest.mark.parametrize(
    "html",
    [
        "<p>一段。</p>",
        "<h2>小标题</h2><p>文。</p>",
        "<ul><li>一</li><li>二</li></ul>",
        "<ol><li>一</li></ol>",
        "<blockquote><p>引文</p></blockquote>",
        '<table><thead><tr><th scope="col">项</th></tr></thead>'
        "<tbody><tr><td>1</td></tr></tbody></table>",
        '<figure><img src="/media/photos/7/a.webp" alt="渡口">'
        "<figcaption>图说<cite>施南乔 摄</cite></figcaption></figure>",
        "<p><strong>重</strong><em>轻</em></p>",
        '<p><a href="https://example.com/" rel="noopener">链接</a></p>',
        "<p>一行<br>二行</p>",
    ],
)
def test_the_papers_vocabulary_stays(html):
    assert clean_html(html) == html


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<script>alert(1)</script><p>文</p>", "<p>文</p>"),
        ('<p style="color:red" class="MsoNormal" onclick="x()">文</p>', "<p>文</p>"),
        ('<p><a href="javascript:alert(1)">文</a></p>', '<p><a rel="noopener">文</a></p>'),
        ("<h1>题</h1>", "题"),
        ("<p>文</p><p></p><p>&nbsp;</p>", "<p>文</p>"),
        ("<blockquote><p> </p></blockquote>", ""),
        ("<p>　　首行缩进</p>", "<p>首行缩进</p>"),
        ('<p><img src="https://evil.example/x.gif">文</p>', "<p>文</p>"),
        ('<img src="file:///etc/passwd">', ""),
        ('<iframe src="//evil.example"></iframe><p>文</p>', "<p>文</p>"),
        ("<p>文<!-- 批注 --></p>", "<p>文</p>"),
        ("<p><br></p><ul><li> </li></ul>", ""),
        ("<table><tr></tr></table>", ""),
        ("<p>New<strong> </strong>York</p>", "<p>New York</p>"),
        ('<img src="/media/../admin/">', ""),
        ('<img src="/media//evil.example/x.png">', ""),
        ('<img src="/media/a.png\n">', ""),
        ('<img alt="x src=y">', ""),
    ],
)
def test_everything_else_goes(dirty, clean):
    assert clean_html(dirty) == clean


@pytest.mark.parametrize(
    "attack",
    [
        '<img alt="><script>alert(1)</script>">',
        '<img alt="x><b onmouseover=alert(1) y">',
        '<a href="https://example.com/" title="<p></p>"><p onclick=alert(1)>x</p></a>',
        '<a href="jav&#x09;ascript:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;<img onerror=alert(1)>">',
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<table><tr><td><table><tr onclick=alert(1)><td>x</table></table>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<<script>script>alert(1)<</script>/script>",
    ],
)
def test_no_attack_leaves_a_tag_or_an_attribute_of_its_own(attack):
    tags = re.findall(r"<[a-z][^>]*>", clean_html(attack))
    assert not [tag for tag in tags if re.search(r"script|style|svg|math|\bon\w+=|data:", tag)]


@given(st.text(alphabet="<>/pha2liubrtdmg \"='字文　&;#x!-", max_size=120))
def test_cleaning_twice_is_cleaning_once(html):
    once = clean_html(html)
    assert clean_html(once) == once


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_plain_words_survive(text):
    from html import escape

    words = "".join(text.split())
    assert "".join(plain_text(clean_html(f"<p>{escape(words)}</p>")).split()) == words


def test_blocks_become_lines():
    assert plain_text("<h2>题</h2><p>一&amp;二</p><ul><li>三</li></ul>") == "题\n一&二\n三"


def test_characters_are_counted_as_an_editor_counts():
    assert character_count("渡轮 7点\n开。　") == 6
