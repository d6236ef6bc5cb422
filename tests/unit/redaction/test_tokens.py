"""Every row of the table of services finds a token of its service, and no word that begins so."""

import random
import string

import pytest

from tests.unit.redaction.support import CUSTOMER, ENGINEERING, kinds, plain

CHANCE = random.Random(20)  # noqa: S311 - the same samples in each run, no secrets
LETTERS = string.ascii_letters + string.digits


def _some(length: int, alphabet: str = LETTERS) -> str:
    """Letters without meaning, made here so that no file holds what looks like a real token."""
    return "".join(CHANCE.choice(alphabet) for _ in range(length))


def _hex(length: int) -> str:
    return _some(length, "0123456789abcdef")


def _capitals(length: int) -> str:
    return _some(length, string.ascii_uppercase + string.digits)


def _uuid() -> str:
    return "-".join(_hex(length) for length in (8, 4, 4, 4, 12))


ALONE = [
    "AKIA" + _capitals(16), "ASIA" + _capitals(16), "IQoJb3JpZ2lu" + _some(80),
    "abc8Q~" + _some(34), "AIza" + _some(35), "GOCSPX-" + _some(28), "ya29." + _some(60),
    "1//0" + _some(40), "dop_v1_" + _hex(64), "LTAI" + _some(20), "AKID" + _some(32),
    "HRKU-" + _uuid(), "ghp_" + _some(36), "github_pat_" + _some(40), "glpat-" + _some(20),
    "glrt-" + _some(20), "ATBB" + _some(32), "ATATT3" + _some(60), "npm_" + _some(36),
    "pypi-" + _some(60), "rubygems_" + _hex(48), "oy2" + _some(43, string.ascii_lowercase + "27"),
    "dckr_pat_" + _some(27), "AKCp" + _some(60), "CCIPAT_" + _some(30), "bkua_" + _some(40),
    "PMAK-" + _hex(24) + "-" + _hex(34), _some(14) + ".atlasv1." + _some(60), "pul-" + _hex(40),
    "dp.pt." + _some(43), "hvs." + _some(24), "s." + _some(24), "tskey-auth-" + _some(30),
    "AGE-SECRET-" + "KEY-1" + _capitals(58), "xoxb-" + _some(40), "xapp-1-" + _some(40),
    "hooks.slack.com/services/" + _some(44), "M" + _some(23) + "." + _some(6) + "." + _some(38),
    "discord.com/api/webhooks/123456789012345678/" + _some(68), "123456789:AA" + _some(33),
    "pat-na1-" + _uuid(), "pat" + _some(14) + "." + _hex(64), "secret_" + _some(43),
    "ntn_" + _some(46), "lin_api_" + _some(40), "1/1234567890123456:" + _hex(32),
    "figd_" + _some(40), "sl." + _some(130), "CFPAT-" + _some(43), "EAAC" + _some(120),
    "AAAAAAAAAAAA" + "AAAA" + _some(80), "sk_live_" + _some(24), "whsec_" + _some(32),
    "sq0atp-" + _some(22), "access_token$production$" + _hex(16) + "$" + _hex(32),
    "AQEyh" + _some(60), "access-sandbox-" + _uuid(), "shpat_" + _hex(32), "AC" + _hex(32),
    "SG." + _some(22) + "." + _some(43), "key-" + _hex(32), _hex(32) + "-us14",
    _hex(36) + "NRAL", "NRAK-" + _capitals(27), "sntrys_" + _some(60), "glsa_" + _some(41),
    "sdk-" + _uuid(), "sk-proj-" + _some(48), "sk-ant-api03-" + _some(80), "hf_" + _some(34),
    "r8_" + _some(37), "dapi" + _hex(32), "pscale_tkn_" + _some(43), "sbp_" + _hex(40),
    "sk.eyJ" + _some(60) + "." + _some(22), "00" + _some(40), "eyJ" + _some(30) + "." + _some(40),
    "$2b$12$" + _some(53), "?sv=2024&sig=" + _some(43), "phc_" + _some(43), "rzp_live_" + _some(14),
]  # fmt: skip
BY_NAME = [
    "Datadog key " + _hex(32), "our Algolia admin key is " + _hex(32), "mailjet " + _hex(32),
    "Postmark server token " + _uuid(), "Heroku API key: " + _uuid(), "Splunk HEC token " + _uuid(),
    "aws secret " + _some(20) + "/" + _some(19), "the Fastly token was " + _some(32),
    "Schlüssel: " + _some(32), "API key:\n" + _some(32), "Unseal key 1: " + _some(44),
]  # fmt: skip
WORDS = [
    "The sk-learn-pipeline-with-many-steps is slow, and glrt-something too.",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx is what the manual says.",
    "The cache key 9f8e7d6c5b4a39281706f5e4d3c2b1a0 was evicted.",
    "Sentry event 9f8e7d6c5b4a39281706f5e4d3c2b1a0 shows it.",
    "The correlation id is 3f2b8c1e-9f8e-4c3d-8e9f-0a1b2c3d4e5f in the log of the token service.",
    "The idempotency key 3f2b8c1e-9f8e-4c3d-8e9f-0a1b2c3d4e5f was used twice.",
    "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 of the token file.",
    "npm i @scope/pkg@1.2.3 and version 2.0.1-beta.3+build.20240101 fail.",
    "Our secret is good support, and the key takeaway of 2024-05-05 stays.",
]


@pytest.mark.parametrize("token", ALONE)
@pytest.mark.parametrize("audience", [ENGINEERING, CUSTOMER])
def test_a_token_is_found_wherever_it_stands(token: str, audience: object) -> None:
    secret = token.rpartition("/")[2].rpartition("=")[2] or token
    told = plain(f"It says {token} and then it fails.", audience)
    assert secret[-12:] not in told
    assert told.startswith("It says ")
    assert told.endswith(" and then it fails.")


@pytest.mark.parametrize("text", BY_NAME)
def test_a_key_without_a_shape_is_told_by_the_words_before_it(text: str) -> None:
    assert text[-12:] not in plain(f"{text} and then it fails.")


@pytest.mark.parametrize("text", WORDS)
def test_what_only_looks_like_a_token_stays(text: str) -> None:
    assert not kinds(text) & {"credential", "password", "encoded_text"}


def test_a_word_on_the_next_line_is_no_part_of_a_token() -> None:
    token = "ghp_" + _some(36)
    assert plain(f"I use {token}\nrepository_not_found is shown") == (
        "I use [secret]\nrepository_not_found is shown"
    )
