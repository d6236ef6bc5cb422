"""Jira's screens: which fields stand on them, and which screens a project edits and views with."""

from collections.abc import Iterator
from dataclasses import dataclass

from connectors.jira.admin import JiraAdmin
from connectors.jira.reading import Json, an_object, objects, text


@dataclass(frozen=True, slots=True)
class ProjectScreens:
    """Ids of the screens on which a project's issues are edited, viewed and created, each once."""

    edits: tuple[str, ...]
    views: tuple[str, ...]
    creates: tuple[str, ...]


class ScreenBook:
    """Reads each screen once; what it writes it remembers. Raises VendorError."""

    def __init__(self, admin: JiraAdmin) -> None:
        self._admin = admin
        self._places: dict[str, dict[str, str]] = {}
        self._names: dict[str, str] | None = None
        self._projects: dict[str, ProjectScreens] = {}

    def name_of(self, screen: str) -> str:
        return self.names().get(screen, screen)

    def names(self) -> dict[str, str]:
        """Every screen's name by its id."""
        if self._names is None:
            listed = self._admin.pages(f"{self._admin.api}/screens", doing="read the screens")
            self._names = {
                text(one, "id", "a screen"): text(one, "name", "a screen") for one in listed
            }
        return self._names

    def fields_of(self, screen: str) -> dict[str, str]:
        """The fields on the screen, each with the id of its tab."""
        if screen not in self._places:
            self._places[screen] = dict(self._read(screen))
        return self._places[screen]

    def _read(self, screen: str) -> Iterator[tuple[str, str]]:
        for tab in self._tabs(screen):
            route = f"{self._admin.api}/screens/{screen}/tabs/{tab}/fields"
            doing = f"read the fields of screen {screen}"
            for one in objects(self._admin.call("GET", route, doing=doing), "fields"):
                yield text(one, "id", "a field"), tab

    def _tabs(self, screen: str) -> list[str]:
        route = f"{self._admin.api}/screens/{screen}/tabs"
        listed = self._admin.call("GET", route, doing=f"read the tabs of screen {screen}")
        return [text(one, "id", "a tab") for one in objects(listed, "tabs")]

    def add(self, screen: str, field_id: str) -> None:
        """Put the field on the screen's first tab."""
        tabs = self._tabs(screen) or [self._new_tab(screen)]
        route = f"{self._admin.api}/screens/{screen}/tabs/{tabs[0]}/fields"
        doing = f"put the field {field_id} on screen {screen}"
        self._admin.call("POST", route, {"fieldId": field_id}, doing=doing)
        self._places.setdefault(screen, {})[field_id] = tabs[0]

    def remove(self, screen: str, field_id: str) -> None:
        """Take the field off the screen."""
        tab = self.fields_of(screen).pop(field_id)
        route = f"{self._admin.api}/screens/{screen}/tabs/{tab}/fields/{field_id}"
        doing = f"take the field {field_id} off screen {screen}"
        self._admin.call("DELETE", route, doing=doing)

    def create(self, name: str, description: str) -> str:
        """A new screen without a field; its id."""
        body = {"name": name, "description": description}
        made = self._admin.call("POST", f"{self._admin.api}/screens", body, doing="make a screen")
        screen = text(an_object(made, "screen"), "id", "a screen")
        self.names()[screen] = name
        return screen

    def delete(self, screen: str) -> None:
        route = f"{self._admin.api}/screens/{screen}"
        self._admin.call("DELETE", route, doing=f"delete screen {screen}")
        self.names().pop(screen, None)

    def _new_tab(self, screen: str) -> str:
        route = f"{self._admin.api}/screens/{screen}/tabs"
        made = self._admin.call("POST", route, {"name": "Fields"}, doing="make a screen's tab")
        return text(an_object(made, "tab"), "id", "a tab")

    def with_field(self, field_id: str) -> list[str]:
        """Ids of the screens on which the field stands."""
        route = f"{self._admin.api}/field/{field_id}/screens"
        listed = self._admin.pages(route, doing=f"read the screens of the field {field_id}")
        return list(dict.fromkeys(text(one, "id", "a screen") for one in listed))

    def of_project(self, project_id: str) -> ProjectScreens:
        """The screens of a company-managed project, over all of its issue types."""
        if project_id not in self._projects:
            self._projects[project_id] = self._read_project(project_id)
        return self._projects[project_id]

    def _read_project(self, project_id: str) -> ProjectScreens:
        used = list(self._screen_types(project_id))

        def screens(purpose: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(str(one.get(purpose) or one["default"]) for one in used))

        return ProjectScreens(screens("edit"), screens("view"), screens("create"))

    def _screen_types(self, project_id: str) -> Iterator[Json]:
        """For each screen scheme, the screen of each purpose."""
        api, doing = self._admin.api, f"read the screen schemes of project {project_id}"
        route = f"{api}/issuetypescreenscheme/project"
        for one in self._admin.pages(route, {"projectId": project_id}, doing=doing):
            scheme = an_object(one.get("issueTypeScreenScheme"), "scheme")
            query = {"issueTypeScreenSchemeId": text(scheme, "id", "a scheme")}
            listed = self._admin.pages(f"{api}/issuetypescreenscheme/mapping", query, doing=doing)
            for wanted in dict.fromkeys(text(row, "screenSchemeId", "a row") for row in listed):
                found = self._admin.pages(f"{api}/screenscheme", {"id": wanted}, doing=doing)
                yield from (an_object(row.get("screens"), "screens") for row in found)
