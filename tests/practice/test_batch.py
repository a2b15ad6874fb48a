"""Many requests in one body: change sets are all or nothing, and each answer finds its request."""

import json
import re

import pytest

ROOT = "/api/data/v9.2/"
NOWHERE = "00000000-0000-0000-0000-000000000009"


def request(method, path, body=None, number="", **headers):
    named = {"Content-Type": "application/json", **headers} if body is not None else headers
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    outer = ["Content-Type: application/http", "Content-Transfer-Encoding: binary"]
    outer += [f"Content-ID: {number}"] if number else []
    text = "" if body is None else json.dumps(body)
    return "\n".join([*outer, "", *lines, "", text])


def change_set(*requests):
    inner = "".join(f"--set_1\n{one}\n" for one in requests)
    return f"Content-Type: multipart/mixed; boundary=set_1\n\n{inner}--set_1--\n"


def send(api, *parts, end="\r\n", quoted=False, **headers):
    text = "".join(f"--batch_1\n{part}\n" for part in parts) + "--batch_1--\n"
    mark = '"batch_1"' if quoted else "batch_1"
    return api.send(
        "POST",
        "$batch",
        text.replace("\n", end).encode(),
        Content_Type=f"multipart/mixed; boundary={mark}",
        **headers,
    )


def statuses(answer):
    return [int(status) for status in re.findall(r"HTTP/1\.1 (\d+) ", answer.text)]


def roles(api):
    return {row["adx_name"] for row in api.data("adx_webroles?$select=adx_name").json()["value"]}


@pytest.mark.parametrize(("end", "quoted"), [("\r\n", False), ("\n", True)])
def test_a_change_set_writes_all_and_refers_to_what_it_made(uat, end, quoted):
    sets = change_set(
        request("POST", f"{ROOT}adx_webroles", {"adx_name": "A"}, "1"),
        request(
            "POST",
            f"{ROOT}adx_entitypermissions",
            {"adx_entityname": "P", "adx_entitypermission_webrole@odata.bind": ["$1"]},
            "2",
        ),
        request("PATCH", "$1", {"adx_key": "k"}, "3", If_Match="*"),
        request("POST", f"{ROOT}adx_webroles", {"adx_name": "B"}, "4"),
        request("POST", "$2/adx_entitypermission_webrole/$ref", {"@odata.id": "$4"}, "5"),
    )
    answer = send(uat, sets, end=end, quoted=quoted)
    assert (answer.status_code, statuses(answer)) == (200, [204] * 5)
    assert answer.headers["content-type"].startswith("multipart/mixed; boundary=batchresponse_")
    assert "multipart/mixed; boundary=changesetresponse_" in answer.text
    assert re.findall(r"Content-ID: (\d)", answer.text) == list("12345")
    [made] = uat.data("adx_webroles?$filter=adx_name eq 'A'").json()["value"]
    assert made["adx_key"] == "k"
    asked = "adx_entitypermissions?$filter=adx_entityname eq 'P'&$expand="
    [right] = uat.data(f"{asked}adx_entitypermission_webrole($select=adx_name)").json()["value"]
    linked = {one["adx_name"] for one in right["adx_entitypermission_webrole"]}
    assert linked == {"A", "B"}


def test_one_error_in_a_change_set_undoes_all_of_it(uat, tenant):
    before, version = roles(uat), uat.data("adx_webroles").json()["value"]
    sets = change_set(
        request("POST", f"{ROOT}adx_webroles", {"adx_name": "A"}, "1"),
        request("DELETE", f"{ROOT}adx_webroles({version[0]['adx_webroleid']})", None, "2"),
        request("POST", f"{ROOT}adx_webroles", {"adx_nothing": "A"}, "3"),
    )
    answer = send(uat, sets)
    assert (answer.status_code, statuses(answer)) == (400, [400])
    assert "changesetresponse" not in answer.text
    assert "0x80048d19" in answer.text
    assert roles(uat) == before
    assert uat.data("adx_webroles").json()["value"] == version


def test_reading_in_a_batch_tolerates_spaces_and_whole_addresses(uat):
    whole = f"https://contoso-uat.crm4.dynamics.com{ROOT}"
    answer = send(
        uat,
        request("GET", f"{ROOT}adx_webroles?$filter=adx_name eq 'Administrator'&$select=adx_name"),
        request("GET", f"{whole}adx_webroles?$select=adx_name&$top=1", Accept="application/json"),
    )
    assert statuses(answer) == [200, 200]
    assert answer.text.count('"adx_name"') == 2


def test_the_first_failure_ends_a_batch_unless_told_to_go_on(uat):
    parts = (
        request("GET", f"{ROOT}adx_webroles({NOWHERE})"),
        request("POST", f"{ROOT}adx_webroles", {"adx_name": "After"}),
    )
    answer = send(uat, *parts)
    assert (answer.status_code, statuses(answer)) == (400, [404])
    assert "After" not in roles(uat)
    answer = send(uat, *parts, Prefer="odata.continue-on-error")
    assert (answer.status_code, statuses(answer)) == (200, [404, 204])
    assert "After" in roles(uat)


def test_what_was_written_before_a_failure_outside_a_change_set_stays(uat):
    answer = send(
        uat,
        request("POST", f"{ROOT}adx_webroles", {"adx_name": "Before"}),
        request("GET", f"{ROOT}adx_nothings"),
    )
    assert statuses(answer) == [204, 404]
    assert "Before" in roles(uat)


@pytest.mark.parametrize(
    ("part", "word"),
    [
        (change_set(request("GET", f"{ROOT}adx_webroles", None, "1")), "cannot contain a GET"),
        (change_set(request("PATCH", "$9", {}, "1")), "$9' does not exist in the batch context"),
        (
            change_set(request("POST", f"{ROOT}adx_webroles", {"x@odata.bind": "$9"}, "1")),
            "does not exist in the batch context",
        ),
        (request("POST", f"{ROOT}$batch", {}), "cannot hold"),
        (request("GET", "https://other.crm4.dynamics.com/api/data/v9.2/accounts"), "cannot hold"),
        (request("GET", f"{ROOT}x?{'y' * 66_000}"), "too long"),
    ],
)
def test_what_a_batch_cannot_hold(uat, part, word):
    answer = send(uat, part)
    assert answer.status_code in (400, 414)
    assert word in answer.text


def test_a_batch_has_an_end_and_a_limit(uat):
    kind = {"Content_Type": "multipart/mixed; boundary=b"}
    assert uat.send("POST", "$batch", b"--b\r\n\r\n", **kind).status_code == 400
    assert uat.send("POST", "$batch", b"", Content_Type="application/json").status_code == 400
    many = [request("GET", f"{ROOT}WhoAmI")] * 1001
    assert send(uat, *many).status_code == 400


def test_stale_rows_in_a_change_set_are_left_alone(uat):
    [role] = uat.data("adx_webroles?$filter=adx_name eq 'Administrator'").json()["value"]
    path = f"{ROOT}adx_webroles({role['adx_webroleid']})"
    sets = change_set(
        request("POST", f"{ROOT}adx_webroles", {"adx_name": "New"}, "1"),
        request("PATCH", path, {"adx_key": "k"}, "2", If_Match='W/"1"'),
    )
    answer = send(uat, sets)
    assert (answer.status_code, statuses(answer)) == (400, [412])
    assert "New" not in roles(uat)
