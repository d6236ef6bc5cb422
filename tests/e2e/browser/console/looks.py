"""What every page of the console must be like in a real browser."""

from typing import Literal

from playwright.async_api import Page

from tests.e2e.browser.host import RULES, overflow, violations

WIDTHS = (1440, 768, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AT_ANOTHER_WIDTH = {"type": "rule", "values": ["color-contrast", "target-size"]}
_CAN_TAKE_KEYS = "a[href], button, input, select, textarea, summary, [tabindex='0']"
_BEGIN = f"""() => {{
  const seen = new Set();
  const all = [...document.querySelectorAll("{_CAN_TAKE_KEYS}")].filter(
    (one) => one.checkVisibility({{visibilityProperty: true}}) && !one.disabled
      && one.tabIndex >= 0 && one.type !== "hidden"
  );
  const lined = (one) => {{
    for (let at = one; at; at = at.parentElement) {{
      if (at.classList.contains("cm-editor")) return true; // which draws its own a moment later
      const style = getComputedStyle(at);
      if (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) return true;
    }}
    return false;
  }};
  const unlined = [];
  document.addEventListener("focusin", ({{ target }}) => {{
    seen.add(target);
    if (!lined(target)) unlined.push(target.outerHTML.slice(0, 120));
  }});
  window.walk = () => ({{
    missed: all.filter((one) => !seen.has(one)).map((one) => one.outerHTML.slice(0, 120)),
    unlined,
  }});
  return all.length;
}}"""
MORE_STEPS = 10
"""For what takes a key besides: boxes that scroll."""


async def faults_of(page: Page) -> list[str]:
    """Everything that is wrong with the page as it stands, by eye, by key and by axe."""
    found = [*await _structure(page), *await _keys(page)]
    found += [f"light: {one}" for one in await violations(page.main_frame, RULES)]
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {one}" for one in await _widths(page)]
    return found


async def _structure(page: Page) -> list[str]:
    headings = await page.locator("h1").count()
    title = await page.title()
    faults = [] if headings == 1 else [f"{headings} headings of the first level"]
    return faults if title.strip() else [*faults, "no title"]


async def _widths(page: Page) -> list[str]:
    faults = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        wider = await overflow(page.main_frame)
        faults += [f"{width} px: {wider} px too wide"] if wider > 0 else []
        found = await violations(page.main_frame, AT_ANOTHER_WIDTH)
        faults += [f"{width} px: {one}" for one in found]
    return faults


async def _keys(page: Page) -> list[str]:
    """Tab reaches everything that can be used, and shows where it is."""
    number = await page.evaluate(_BEGIN)
    walk = await page.evaluate("window.walk()")
    for steps in (number, MORE_STEPS):
        if walk["missed"]:
            for _ in range(steps):
                await page.keyboard.press("Tab")
            walk = await page.evaluate("window.walk()")
    faults = [f"no key reaches {one}" for one in walk["missed"]]
    return faults + [f"no outline on {one}" for one in walk["unlined"]]
