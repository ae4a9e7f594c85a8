"""Reading the API as a program does."""

import pytest


@pytest.fixture
def api(client):
    """read(path, status=200, **parameters): the JSON of the answer, which has to have it."""

    def read(path="", status=200, **parameters):
        answer = client.get(f"/api/v1/{path}", parameters, headers={"accept-language": "en"})
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return read


@pytest.fixture
def ids(api):
    """The ids a list answers with: those of the whole list, page after page."""

    def read(path, **parameters):
        found = []
        while True:
            page = api(path, **parameters)
            found += [row["id"] for row in page["results"]]
            if page["next"] is None:
                return found
            parameters["cursor"] = page["next"].partition("cursor=")[2].partition("&")[0]

    return read
