"""Where a link may still lead when a part of its address had to go."""


def kept_target(before: str, after: str) -> str:
    """The address as it was, without the parameters and the fragment that were changed.

    Empty where the change reaches into what names the page: a link to somewhere else is worse than
    none. Both addresses are as they were read, `after` with what was private replaced.
    """
    if before == after:
        return before
    base, query, fragment = _split(before)
    new_base, new_query, new_fragment = _split(after)
    if base != new_base or not base or base == before:
        return ""
    old = set(query.split("&"))
    kept = "&".join(part for part in new_query.split("&") if part and part in old)
    same = f"#{fragment}" if fragment and fragment == new_fragment else ""
    return base + (f"?{kept}" if kept else "") + same


def _split(address: str) -> tuple[str, str, str]:
    whole, _, fragment = address.partition("#")
    base, _, query = whole.partition("?")
    return base, query, fragment
