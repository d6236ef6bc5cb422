"""Names on networks, and signs of code that look like them."""

import pytest

from tests.unit.redaction.support import CUSTOMER, kinds, plain

HANDLES = [
    ("mon snap: @kevlem_92 si besoin", "kevlem_92"),
    ("o: 12 | @corimaddox", "corimaddox"),
    ("Find me on Telegram: @zofia_krawiec please", "zofia_krawiec"),
    ("It is Discord quietbadger#4417 there", "quietbadger"),
    ("DM @marcos_tweets on Twitter please", "marcos_tweets"),
    ("my Skype is live:rebecca.stone_3, call", "rebecca"),
    ("see https://www.linkedin.com/in/hannah-gruber-7b41a2.", "hannah"),
    ("see https://twitter.com/jroe77/status/12", "jroe77"),
    ("see https://x.com/j_r77 now", "j_r77"),
    ("Instagram @cafe.lumen.bcn shows old prices", "cafe.lumen"),
    ("my GitHub username is octo-kit", "octo-kit"),
    ("My profile is github.com/octo-lena, look", "octo-lena"),
    ("my GitHub is octokit, look", "octokit"),
    ("WeChat ID: lihua90", "lihua90"),
    ("微信号: lihua_90，谢谢", "lihua_90"),
    ("@jdoe77 can you look at it?", "jdoe77"),
    ("cc @jdoe77, @bob_smythe", "bob_smythe"),
    ("skype:mila.stone77?call", "mila.stone77"),
]
NO_HANDLES = [
    "Our insta widget: the decorator @cached_property is ignored.",
    "@Override and @app.route('/health') and @types/node stay.",
    "My pull request is github.com/acme/tool, my plan is on github.com/pricing.",
    "@media (max-width: 600px) and @import url stay; @here and @channel too.",
    "@pytest.fixture works, @dataclass too. HEAD@{2}, SELECT @@version.",
    "Twitter is down, Telegram: broken since Monday, GitHub issue 12 is open.",
    "GitHub Actions fail, the Discord bot too, signal 11 is sent, matrix 3x3.",
    "Share it to twitter.com/share or facebook.com/sharer.php.",
    "The issue org/repo#1234 has the colour a#1234.",
    "The Facebook account fails, the GitHub account is missing, line id 12345.",
]


@pytest.mark.parametrize(("text", "secret"), HANDLES)
def test_a_handle_is_one_where_a_network_or_a_call_tells_it(text: str, secret: str) -> None:
    assert secret not in plain(text)
    assert "handle" in kinds(text)


@pytest.mark.parametrize("text", NO_HANDLES)
def test_signs_of_code_are_no_handles(text: str) -> None:
    assert "handle" not in kinds(text)


def test_one_handle_has_one_placeholder_on_both_sides() -> None:
    text = "Telegram: @zofia_k and https://t.me/zofia_k are the same"
    assert plain(text).count("[handle-1]") == 2
    assert "zofia" not in plain(text, CUSTOMER)
