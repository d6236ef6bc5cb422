"""ID tokens: signature with the provider's keys, then every claim that OpenID Connect asks for."""

from collections.abc import Iterator, Mapping
from typing import Any

import jwt
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped] # it has no types
from joserfc.errors import JoseError
from jwt.types import Options

from app.errors import AccessRefused, VendorMisread
from app.ports import Clock

ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
)  # fmt: skip
"""Asymmetric ones alone: what the provider's public keys verify, nobody else can have signed."""
LEEWAY_SECONDS = 60
_SIGNATURE_ALONE: Options = {
    "verify_signature": True,
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_sub": False,
    "verify_jti": False,
}
"""The claims are checked afterwards, by the service's clock."""


class IdTokens:
    """Of one provider and one client, with the provider's keys of this moment (RFC 7517)."""

    def __init__(self, issuer: str, client_id: str, keys: Mapping[str, Any]) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keys = keys

    def read(self, token: str, nonce: str, access_token: str, clock: Clock) -> Mapping[str, Any]:
        """The claims. Raises AccessRefused: nothing of a token that does not hold is told."""
        header, claims = self._verified(token)
        checked = CodeIDToken(
            claims,
            header,
            {
                "iss": {"essential": True, "value": self._issuer},
                "aud": {"essential": True, "value": self._client_id},
                "sub": {"essential": True},
            },
            {"nonce": nonce, "client_id": self._client_id, "access_token": access_token},
        )
        try:
            checked.validate(now=int(clock.now().timestamp()), leeway=LEEWAY_SECONDS)
        except JoseError as error:
            raise AccessRefused("the identity provider's token does not hold") from error
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise AccessRefused("the identity provider's token names no subject")
        return claims

    def _verified(self, token: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        for key in self._candidates(token):
            try:
                told = jwt.decode_complete(
                    token,
                    key,
                    algorithms=list(ALGORITHMS),
                    options=_SIGNATURE_ALONE,
                )
            except (jwt.InvalidTokenError, TypeError):
                continue
            return told["header"], told["payload"]
        raise AccessRefused("the identity provider's token is not signed with one of its keys")

    def _candidates(self, token: str) -> Iterator[Any]:
        """The keys of the id that the token names, all of them where it names none."""
        try:
            wanted = jwt.get_unverified_header(token).get("kid")
            known = jwt.PyJWKSet.from_dict(dict(self._keys)).keys
        except jwt.InvalidTokenError as error:
            raise AccessRefused("the identity provider sent no token") from error
        except jwt.PyJWTError as error:
            raise VendorMisread("The identity provider's keys cannot be read.") from error
        for key in known:
            if wanted in {None, key.key_id} and key.public_key_use in {None, "sig"}:
                yield key.key


def groups_of(claims: Mapping[str, Any], claim: str) -> tuple[str, ...] | None:
    """The person's groups; None where the claim is not there."""
    told = claims.get(claim)
    if isinstance(told, str):
        return (told,)
    if isinstance(told, list):
        return tuple(one for one in told if isinstance(one, str))
    return None


def name_of(claims: Mapping[str, Any]) -> str:
    """What the person is called, on our pages alone."""
    for claim in ("name", "preferred_username", "email", "sub"):
        told = claims.get(claim)
        if isinstance(told, str) and told.strip():
            return told.strip()[:200]
    return ""
