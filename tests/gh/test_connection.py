"""What is repeated, what is not, and what a person is told."""

from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from govbot.core.changes import AddLabel
from govbot.core.errors import UserError
from govbot.gh import Connection, GitHubUnavailable, RateLimited, Refused, connect
from govbot.gh.connection import check_address
from govbot.gh.failures import failures_of
from govbot.sandbox.world import World
from tests.gh.conftest import Answer, Server

TOKEN = "ghp_" + "a1B2c3D4" * 4 + "e5F6"
QUERY = "{ viewer { login } }"
MUTATION = "mutation ($input: AddCommentInput!) { addComment(input: $input) { clientMutationId } }"
FINE = Answer(body={"data": {"viewer": {"login": "ada"}}})
BROKEN = Answer(502, "<html>Bad gateway</html>")
DROPPED = Answer(0)


def connected(server: Server) -> Connection:
    return connect("example/commons", TOKEN, server.url, patience=0)


# What may be repeated


def test_a_query_answered_by_502_is_asked_again_and_counts_once(
    answering: Callable[..., Server],
) -> None:
    server = answering(BROKEN, Answer(503, {}), FINE)
    with connected(server) as connection:
        assert connection.query(QUERY, {}).data == {"viewer": {"login": "ada"}}
        assert connection.requests == 1
    assert len(server.asked) == 3


def test_a_get_answered_by_502_is_asked_again(answering: Callable[..., Server]) -> None:
    server = answering(BROKEN, Answer(body={"name": "bug"}))
    with connected(server) as connection:
        assert connection.get("/labels/bug") == {"name": "bug"}
    assert [asked.path for asked in server.asked] == ["/repos/example/commons/labels/bug"] * 2


def test_a_read_is_given_up_after_five_tries(answering: Callable[..., Server]) -> None:
    server = answering(BROKEN)
    with connected(server) as connection, pytest.raises(GitHubUnavailable, match="502"):
        connection.query(QUERY, {})
    assert len(server.asked) == 5


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_mutation_that_fails_is_sent_once(answering: Callable[..., Server], status: int) -> None:
    server = answering(Answer(status, "<html>", {"Retry-After": "0"}))
    with connected(server) as connection, pytest.raises(GitHubUnavailable, match=str(status)):
        connection.mutate(MUTATION, {"input": {}})
    assert len(server.asked) == 1


@pytest.mark.parametrize("verb", ["post", "patch"])
def test_a_write_by_rest_that_fails_is_sent_once(
    answering: Callable[..., Server], verb: str
) -> None:
    server = answering(BROKEN)
    with connected(server) as connection, pytest.raises(GitHubUnavailable):
        getattr(connection, verb)("/labels", {"name": "bug"})
    assert len(server.asked) == 1


def test_a_write_is_sent_once_when_the_connection_is_dropped(
    answering: Callable[..., Server],
) -> None:
    server = answering(DROPPED, FINE)
    with (
        connected(server) as connection,
        pytest.raises(GitHubUnavailable, match="could not be reached"),
    ):
        connection.mutate(MUTATION, {"input": {}})
    assert len(server.asked) == 1


def test_a_read_is_asked_again_when_the_connection_is_dropped(
    answering: Callable[..., Server],
) -> None:
    server = answering(DROPPED, FINE)
    with connected(server) as connection:
        assert connection.query(QUERY, {}).data == {"viewer": {"login": "ada"}}
    assert len(server.asked) == 2


# Where it goes


@pytest.mark.parametrize(
    ("base", "rest", "graphql"),
    [
        ("", "/repos/example/commons/labels/bug", "/graphql"),
        ("/", "/repos/example/commons/labels/bug", "/graphql"),
        ("/api/v3", "/api/v3/repos/example/commons/labels/bug", "/api/graphql"),
    ],
)
def test_addresses_are_those_of_github_and_of_github_enterprise_server(
    answering: Callable[..., Server], base: str, rest: str, graphql: str
) -> None:
    server = answering(Answer(body={"data": {}}))
    with connect("example/commons", TOKEN, server.url + base) as connection:
        connection.get("/labels/bug")
        connection.query(QUERY, {})
    assert [asked.path for asked in server.asked] == [rest, graphql]


def test_the_token_is_sent_in_the_header_only(answering: Callable[..., Server]) -> None:
    server = answering(FINE)
    with connected(server) as connection:
        connection.query(QUERY, {})
    assert server.asked[0].headers["Authorization"].split() == ["token", TOKEN]
    assert TOKEN not in str(server.asked[0].body) + server.asked[0].path


@pytest.mark.parametrize("name", ["commons", "example/", "/commons", "a/b/c", "a b/c", "ex/../c"])
def test_what_names_no_repository_is_refused_before_anything_is_sent(name: str) -> None:
    with pytest.raises(UserError, match="does not name a repository"):
        connect(name, TOKEN)


@pytest.mark.parametrize("url", ["http://github.example.org", "ftp://127.0.0.1"])
def test_a_token_is_not_sent_in_the_clear(url: str) -> None:
    with pytest.raises(UserError, match="not an address for a token"):
        connect("example/commons", TOKEN, url)


def test_without_a_token_the_variable_to_set_is_named() -> None:
    with pytest.raises(UserError, match="GITHUB_TOKEN"):
        connect("example/commons", "")


# The token stays secret


@pytest.mark.parametrize("broken", [f"{TOKEN}\n", f" {TOKEN}", f"{TOKEN}\r\nX: y", f"{TOKEN}é"])
def test_a_token_that_fits_no_header_is_refused_without_showing_it(broken: str) -> None:
    with pytest.raises(UserError) as caught:
        connect("example/commons", broken)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "answer",
    [BROKEN, Answer(401, {"message": "Bad credentials"}), Answer(403, {"message": "No"}), Answer()],
)
def test_the_token_is_in_no_error_no_representation_and_no_log(
    answering: Callable[..., Server], answer: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with connected(answering(answer)) as connection:
        with pytest.raises(UserError) as caught:
            connection.query(QUERY, {})
        with pytest.raises(UserError) as caught_writing:
            connection.mutate(MUTATION, {"input": {}})
        shown = "".join(traceback.format_exception(caught.value))
        shown += "".join(traceback.format_exception(caught_writing.value))
        shown += repr(connection) + str(connection) + caplog.text
    assert len(caplog.records) > 0
    assert TOKEN not in shown


# What a person is told


def refused(server: Server) -> UserError:
    with connected(server) as connection, pytest.raises(UserError) as caught:
        connection.query(QUERY, {})
    return caught.value


def test_a_bad_token_is_called_one(answering: Callable[..., Server]) -> None:
    error = refused(answering(Answer(401, {"message": "Bad credentials"})))
    assert isinstance(error, Refused)
    assert error.message == "GitHub did not accept the token."
    assert "GITHUB_TOKEN" in error.hint


def test_a_token_that_may_not_is_told_which_permissions_it_needs(
    answering: Callable[..., Server],
) -> None:
    answer = Answer(403, {"message": "Resource not accessible by integration"})
    error = refused(answering(answer))
    assert error.message == (
        "The token may not do this. It says: Resource not accessible by integration."
    )
    for permission in ("contents", "issues", "pull-requests", "checks"):
        assert f"{permission}: write" in error.hint


def test_a_forbidden_field_of_a_query_names_the_permissions_too(
    answering: Callable[..., Server],
) -> None:
    problem = {"type": "FORBIDDEN", "message": "Resource not accessible", "path": ["viewer"]}
    server = answering(Answer(body={"data": {"viewer": None}, "errors": [problem]}))
    with connected(server) as connection, pytest.raises(Refused) as caught:
        connection.query(QUERY, {}).complete()
    assert "contents: write" in caught.value.hint


def test_a_repository_that_is_not_shown_is_told_from_a_bad_token(
    answering: Callable[..., Server],
) -> None:
    problem = {
        "type": "NOT_FOUND",
        "path": ["repository"],
        "message": "Could not resolve to a Repository with the name 'example/commons'.",
    }
    server = answering(Answer(body={"data": {"repository": None}, "errors": [problem]}))
    with connected(server) as connection, pytest.raises(Refused) as caught:
        connection.query(QUERY, {}).complete()
    assert "Could not resolve to a Repository with the name 'example/commons'." in str(caught.value)


def test_nothing_there_may_also_mean_that_the_token_may_not_see_it(
    answering: Callable[..., Server],
) -> None:
    server = answering(Answer(404, {"message": "Not Found"}))
    with connected(server) as connection, pytest.raises(Refused) as caught:
        connection.get("/labels/bug")
    assert caught.value.message == "GitHub has nothing there, or does not show it to this token."
    assert "what the token may do" in caught.value.hint


def test_a_rate_limit_says_until_when(answering: Callable[..., Server]) -> None:
    reset = int(datetime(2026, 3, 1, 14, 5, tzinfo=UTC).timestamp())
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(reset)}
    message = "API rate limit exceeded for user ID 1."
    server = answering(Answer(403, {"message": message}, headers))
    with connected(server) as connection, pytest.raises(GitHubUnavailable) as caught:
        connection.mutate(MUTATION, {"input": {}})
    assert "until 14:05 UTC" in caught.value.message


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "0"}, {"Retry-After": "60"}])
@pytest.mark.parametrize(
    ("status", "message"),
    [
        (403, "You have exceeded a secondary rate limit. Please wait a few minutes."),
        (403, "API rate limit exceeded for user ID 1."),
        (429, "Slow down"),
    ],
)
def test_a_read_that_a_limit_refused_is_not_sent_again(
    answering: Callable[..., Server], status: int, message: str, headers: dict[str, str]
) -> None:
    server = answering(Answer(status, {"message": message}, headers), FINE)
    with connected(server) as connection:
        with pytest.raises(RateLimited, match="rate limit"):
            connection.query(QUERY, {})
        with pytest.raises(RateLimited, match="rate limit"):
            connection.get("/labels/bug")
    assert len(server.asked) == 1, "nor is anything else asked"


@pytest.mark.parametrize("data", [None, {"viewer": None}])
def test_a_limit_that_graphql_tells_of_with_200_ends_all_asking_too(
    answering: Callable[..., Server], data: object
) -> None:
    problem = {"message": "You have exceeded a secondary rate limit."}
    server = answering(Answer(body={"data": data, "errors": [problem]}), FINE)
    with connected(server) as connection:
        with pytest.raises(RateLimited):
            connection.query(QUERY, {}).complete()
        with pytest.raises(RateLimited):
            connection.query(QUERY, {})
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 403, 408, 502])
def test_a_query_that_took_too_much_is_no_lack_of_permission_whatever_the_status(
    answering: Callable[..., Server], status: int
) -> None:
    said = "Resource limits for this query exceeded."
    problem = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": said, "path": ["viewer"]}
    error = refused(answering(Answer(status, {"data": None, "errors": [problem]})))
    assert type(error) is GitHubUnavailable


def test_of_several_problems_the_one_that_is_over_by_itself_is_told(
    answering: Callable[..., Server],
) -> None:
    problems = [
        {"type": "FORBIDDEN", "message": "Resource not accessible by integration"},
        {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."},
    ]
    error = refused(answering(Answer(body={"data": None, "errors": problems})))
    assert isinstance(error, GitHubUnavailable)


def test_graphql_s_own_rate_limit_is_one_too(answering: Callable[..., Server]) -> None:
    problem = {"type": "RATE_LIMITED", "message": "API rate limit exceeded"}
    error = refused(answering(Answer(body={"errors": [problem]})))
    assert isinstance(error, GitHubUnavailable)


@pytest.mark.parametrize(
    ("kind", "said", "expected"),
    [
        ("", "You have exceeded a secondary rate limit.", RateLimited),
        ("FORBIDDEN", "You have exceeded a secondary rate limit.", RateLimited),
        ("RATE_LIMIT", "API rate limit exceeded", RateLimited),
        ("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.", GitHubUnavailable),
        ("", "Resource limits for this query exceeded.", GitHubUnavailable),
        ("MAX_NODE_LIMIT_EXCEEDED", "Too many nodes.", GitHubUnavailable),
    ],
)
@pytest.mark.parametrize("path", [None, ["change1"]])
def test_a_limit_is_one_whatever_github_calls_it_and_wherever_it_tells_of_it(
    answering: Callable[..., Server], kind: str, said: str, path: list[str] | None, expected: type
) -> None:
    problem = {"type": kind, "message": said} | ({"path": path} if path else {})
    data = {"change0": {"clientMutationId": None}, "change1": None}
    server = answering(Answer(body={"data": data, "errors": [problem]}))
    with connected(server) as connection:
        reply = connection.mutate(MUTATION, {"input": {}})
    label = AddLabel(label="rfc: voting")
    with pytest.raises(GitHubUnavailable) as caught:
        list(failures_of(reply.problems, [label, label]))
    assert type(caught.value) is expected


def test_a_query_that_github_gave_up_on_is_no_fault_of_the_user(
    answering: Callable[..., Server],
) -> None:
    message = "Something went wrong while executing your query. This may be the result of a timeout"
    error = refused(answering(Answer(body={"data": None, "errors": [{"message": message}]})))
    assert isinstance(error, GitHubUnavailable)
    assert error.message == "GitHub could not finish the request."


# The time


def test_the_time_is_github_s_and_not_this_machine_s(world: World, connection: Connection) -> None:
    world.advance(days=10)
    connection.query(QUERY, {})
    assert connection.server_time == world.now == datetime(2026, 3, 11, tzinfo=UTC)
    world.advance(hours=1)
    connection.query(QUERY, {})
    assert connection.server_time == world.now


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 01 Mar"])
def test_a_date_that_says_nothing_is_passed_over(
    answering: Callable[..., Server], date: str
) -> None:
    later = Answer(body=FINE.body, headers={"Date": date})
    told = Answer(body=FINE.body, headers={"Date": "Sun, 01 Mar 2026 14:05:00 GMT"})
    with connected(answering(told, later)) as connection:
        connection.query(QUERY, {})
        connection.query(QUERY, {})
        assert connection.server_time == datetime(2026, 3, 1, 14, 5, tzinfo=UTC)


# Odd answers


def test_a_repository_that_moved_says_so(answering: Callable[..., Server]) -> None:
    server = answering(Answer(307, {"message": "Moved Permanently"}, {"Location": "/x"}))
    with connected(server) as connection, pytest.raises(Refused, match="moved to another name"):
        connection.post("/labels", {"name": "bug"})


def test_field_errors_of_a_refused_write_are_listed(answering: Callable[..., Server]) -> None:
    errors = [{"resource": "Label", "code": "invalid", "field": "color"}]
    server = answering(Answer(422, {"message": "Validation Failed", "errors": errors}))
    with connected(server) as connection, pytest.raises(Refused) as caught:
        connection.post("/labels", {"name": "bug", "color": "no"})
    assert str(caught.value) == (
        "GitHub refused the request: Validation Failed.\nLabel.color: invalid"
    )


@pytest.mark.parametrize("page", ["", "<html>Sign in</html>", '"text"', "[]", "{"])
def test_an_answer_that_is_not_github_s_is_no_crash(
    answering: Callable[..., Server], page: str
) -> None:
    with connected(answering(Answer(200, page))) as connection, pytest.raises(GitHubUnavailable):
        connection.mutate(MUTATION, {"input": {}})


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with (
            connect("example/commons", TOKEN, url, patience=0) as connection,
            pytest.raises(GitHubUnavailable, match=url),
        ):
            connection.query(QUERY, {})


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://[::1", "is not an address"),
        ("https://h:99999/", "is not an address"),
        ("https://h:abc", "is not an address"),
        ("https://h/ x", "is not an address"),
        ("http://127.0.0.1:0", "is not an address"),
        ("https://", "is not an address"),
        ("", "is not an address"),
        ("api.github.com", "is not an address"),
        ("ftp://h/", "is not an address for a token to be sent to"),
        ("https://ada:secret@h/", "holds a name or a password"),
    ],
)
def test_an_address_that_cannot_be_one_is_said_to_be_none_and_shows_no_password(
    address: str, words: str
) -> None:
    with pytest.raises(UserError, match=words) as raised:
        check_address(address)
    assert "secret" not in str(raised.value)
