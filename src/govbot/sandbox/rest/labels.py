"""REST: labels of a repository, and on issues and pull requests."""

from __future__ import annotations

from govbot.sandbox.conversation_shapes import shape_label
from govbot.sandbox.model import Label
from govbot.sandbox.refusals import InvalidInput
from govbot.sandbox.rest.call import Answer, Call, route
from govbot.sandbox.shapes import Shape

__all__ = ["ROUTES"]


def show(call: Call, label: Label) -> Shape:
    """A label of the call's repository."""
    return shape_label(call.world, call.home, label)


def list_labels(call: Call) -> Answer:
    """GET .../labels."""
    return call.page(call.home.labels, lambda label: show(call, label))


def create_label(call: Call) -> Answer:
    """POST .../labels."""
    label = call.world.create_label(
        call.needed("name", "Label"),
        call.value("color") or "ededed",
        call.value("description"),
        by=call.viewer,
        repository=call.home,
    )
    shape = show(call, label)
    return Answer(shape, 201, {"Location": shape["url"]})


def get_label(call: Call) -> Answer:
    """GET .../labels/{name}."""
    return Answer(show(call, call.world.get_label(call.place["name"], call.home)))


def update_label(call: Call) -> Answer:
    """PATCH .../labels/{name}."""
    label = call.world.update_label(
        call.place["name"],
        new_name=call.value("new_name"),
        color=call.value("color"),
        description=call.value("description"),
        by=call.viewer,
        repository=call.home,
    )
    return Answer(show(call, label))


def delete_label(call: Call) -> Answer:
    """DELETE .../labels/{name}."""
    call.world.delete_label(call.place["name"], by=call.viewer, repository=call.home)
    return Answer(status=204)


def list_issue_labels(call: Call) -> Answer:
    """GET .../issues/{number}/labels."""
    issue = call.world.issue(call.number, call.home)
    labels = call.world.labels_of(issue, call.home)
    return call.page(labels, lambda label: show(call, label))


def add_issue_labels(call: Call) -> Answer:
    """POST .../issues/{number}/labels: an object with `labels`, or a bare array of names."""
    names = call.body if isinstance(call.body, list) else call.needed("labels", "Label")
    if not isinstance(names, list):
        raise InvalidInput("Invalid request.\n\nFor 'properties/labels', this is not an array.")
    wanted = [str(one.get("name")) if isinstance(one, dict) else str(one) for one in names]
    labels = call.world.label(call.number, *wanted, by=call.viewer, repository=call.home)
    return Answer([show(call, label) for label in labels])


def remove_issue_label(call: Call) -> Answer:
    """DELETE .../issues/{number}/labels/{name}: answers with the labels that stay."""
    name = call.place["name"]
    labels = call.world.unlabel(call.number, name, by=call.viewer, repository=call.home)
    return Answer([show(call, label) for label in labels])


ROUTES = [
    route("GET", ".../labels", list_labels),
    route("POST", ".../labels", create_label),
    route("GET", ".../labels/<path:name>", get_label),
    route("PATCH", ".../labels/<path:name>", update_label),
    route("DELETE", ".../labels/<path:name>", delete_label),
    route("GET", ".../issues/<int:number>/labels", list_issue_labels),
    route("POST", ".../issues/<int:number>/labels", add_issue_labels),
    route("DELETE", ".../issues/<int:number>/labels/<path:name>", remove_issue_label),
]
