"""The sanitiser: the small vocabulary stays, everything else goes, nothing changes twice."""

import re
from collections import Counter
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.clean import character_count, clean_html, plain_text, running_text


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
        ("<h1>题</h1>", "<h2>题</h2>"),
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
        ('<img src="/media/%2e%2E/admin/">', ""),
        ('<img alt="x src=y">', ""),
    ],
)
def test_everything_else_goes(dirty, clean):
    assert clean_html(dirty) == clean


def test_a_picture_with_a_chinese_name_stays():
    html = '<figure><img src="/media/photos/%E5%A5%96.jpg"></figure>'
    assert clean_html(html) == html


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


class TestBlocksOfOthers:
    """Whatever parted paragraphs where the text was copied still parts them."""

    @pytest.mark.parametrize(
        ("pasted", "clean"),
        [
            ("<h1>题</h1><div>一</div><div>二</div>", "<h2>题</h2><p>一</p><p>二</p>"),
            ("<h4>题</h4>文", "<h2>题</h2><p>文</p>"),
            ("<div>一<div>二</div>三</div>", "<p>一</p><p>二</p><p>三</p>"),
            ("<section><p>一</p>二</section>", "<p>一</p><p>二</p>"),
            ("<dl><dt>甲</dt><dd>乙</dd></dl><address>丙</address>", "<p>甲</p><p>乙</p><p>丙</p>"),
            ("<pre>一行\n二行\n\n三行</pre>", "<p>一行<br>二行</p><p>三行</p>"),
            ("一行\n二行\n\n三行", "<p>一行<br>二行</p><p>三行</p>"),
            ("一<hr>二", "<p>一</p><p>二</p>"),
            ("<blockquote>引文</blockquote>", "<blockquote><p>引文</p></blockquote>"),
            ("<ul><li><div>甲</div><div>乙</div></li></ul>", "<ul><li>甲<br>乙</li></ul>"),
            (
                "<table><caption>表</caption><tr><td><div>1</div><div>2</div></td></tr></table>",
                "<p>表</p><table><tbody><tr><td>1<br>2</td></tr></tbody></table>",
            ),
            ("<h2><div>上</div><div>下</div></h2>", "<h2>上<br>下</h2>"),
            (
                "<strong>一<div>二</div></strong>三",
                "<p><strong>一</strong></p><p><strong>二</strong></p><p>三</p>",
            ),
            ("<b>重</b><i>轻</i>", "<p><strong>重</strong><em>轻</em></p>"),
        ],
    )
    def test_block(self, pasted, clean):
        assert clean_html(pasted) == clean

    @pytest.mark.parametrize(
        ("pasted", "clean"),
        [
            ("<p>一。<br><br>二。</p>", "<p>一。</p><p>二。</p>"),
            ("<p>一。<br>&nbsp;<br>　　二。<br></p>", "<p>一。</p><p>二。</p>"),
            ("<p>　　一。<br>　　二。</p>", "<p>一。</p><p>二。</p>"),
            (
                "<p><span>&nbsp;&nbsp;<strong>　一</strong></span>。</p>",
                "<p><strong>一</strong>。</p>",
            ),
            ("<p>渡口的\n灯</p>", "<p>渡口的灯</p>"),
            ("<p><span>渡口</span>\n<span>的灯</span></p>", "<p>渡口的灯</p>"),
            ("<p>New\nYork</p>", "<p>New\nYork</p>"),
            (
                '<p class="MsoNormal"><span style="mso-spacerun:yes">&nbsp;&nbsp;</span>'
                '<span lang="EN-US">7</span>点开船。<o:p></o:p></p>'
                '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
                "<p>7点开船。</p>",
            ),
            (
                '<section data-role="outer"><section><section><span>一。</span></section></section>'
                "<section><br></section><section><span>　　二。</span></section></section>",
                "<p>一。</p><p>二。</p>",
            ),
        ],
    )
    def test_what_word_processors_and_web_pages_leave(self, pasted, clean):
        assert clean_html(pasted) == clean


ELEMENTS = (
    "p div h1 h2 h3 h6 section article address pre dl dt dd ul ol li blockquote figure figcaption "
    "cite strong b em i a span font u table caption tbody tfoot tr th td center main form o:p"
).split()
pieces = st.sampled_from(["文", "段 落", "　　首", "&nbsp;", "&amp;", "<br>", "<hr>", "\n", "x"])
pasted = st.recursive(
    pieces,
    lambda inner: st.tuples(st.sampled_from(ELEMENTS), st.lists(inner, max_size=4)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=20,
)


@given(st.lists(pasted, max_size=5).map("".join))
def test_no_word_is_lost_and_nothing_changes_twice(html):
    once = clean_html(html)
    words = unescape(re.sub(r"<[^>]+>", "", html))
    assert Counter("".join(plain_text(once).split())) == Counter("".join(words.split()))
    assert clean_html(once) == once


@given(st.lists(st.sampled_from(["p", "div", "h3", "section", "pre", "article"]), min_size=2))
def test_blocks_side_by_side_never_run_together(elements):
    html = "".join(f"<{tag}>第{n}段</{tag}>" for n, tag in enumerate(elements))
    assert plain_text(clean_html(html)).split("\n") == [f"第{n}段" for n in range(len(elements))]


def test_a_summary_is_made_of_paragraphs_alone():
    html = "<h2>进展</h2><p>大桥合龙。</p><table><tbody><tr><td>时间</td></tr></tbody></table>"
    assert running_text(html + "<p>下月通车。</p>") == "大桥合龙。下月通车。"
    assert running_text("<ul><li>停水</li></ul>") == "停水"


def test_lines_that_end_in_no_mark_stay_apart():
    assert running_text("<p>潮水来了<br>又退了，<br>灯还亮着</p><p>——记于渡口</p>") == (
        "潮水来了 又退了，灯还亮着 ——记于渡口"
    )
    row = "<tr><th>首班</th><td>6:30</td>\n<td>7:00</td></tr>"
    table = f"<table><tbody>{row}<tr><td>末班</td></tr></tbody></table>"
    assert plain_text(table) == "首班 6:30 7:00\n末班"
    assert running_text(table) == "首班 6:30 7:00 末班"
