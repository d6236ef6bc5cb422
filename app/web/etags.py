"""Entity tags on the wire (RFC 9110, 8.8.3); inside the service a version stands without quotes."""


def quoted(version: str) -> str:
    """The version as an entity tag."""
    return f'"{version}"'


def unquoted(header: str | None) -> str | None:
    """The one version of an `If-Match`; None when there is none, several, or `*`.

    A weak tag counts: proxies that compress weaken our tags on the way.
    """
    tags = _tags(header)
    return tags[0] if len(tags) == 1 and tags[0] != "*" else None


def was_seen(header: str | None, version: str) -> bool:
    """Whether an `If-None-Match` names the version, or any by `*`."""
    return any(tag in {"*", version} for tag in _tags(header))


def _tags(header: str | None) -> list[str]:
    tags = (tag.strip().removeprefix("W/").strip('"') for tag in (header or "").split(","))
    return [tag for tag in tags if tag]
