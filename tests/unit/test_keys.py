"""Keys of one purpose each, from one secret."""

from hypothesis import given
from hypothesis import strategies as st

from app.keys import Purpose, derive_key

secrets = st.binary(min_size=1, max_size=200)


@given(secret=secrets)
def test_each_purpose_has_a_key_of_its_own_of_32_bytes(secret: bytes) -> None:
    keys = [derive_key(secret, purpose) for purpose in Purpose]
    assert len(set(keys)) == len(Purpose)
    assert {len(key) for key in keys} == {32}
    assert secret not in keys


@given(first=secrets, second=secrets)
def test_the_same_secret_gives_the_same_key_and_another_gives_another(
    first: bytes, second: bytes
) -> None:
    key = derive_key(first, Purpose.VAULT)
    assert key == derive_key(first, Purpose.VAULT)
    assert (key == derive_key(second, Purpose.VAULT)) is (first == second)


def test_the_keys_of_a_secret_never_change() -> None:
    """A vault sealed by one release opens in the next."""
    assert derive_key(b"k" * 32, Purpose.VAULT).hex() == (
        "9a750242622ad233fb035f436ad6c2c635f14d09b12fec8211b3085dee266451"
    )
