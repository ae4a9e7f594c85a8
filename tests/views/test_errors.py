"""What is not there is said in the newspaper's own dress."""

import pytest

from tests.factories import make_newspaper

pytestmark = pytest.mark.django_db


class TestNotFound:
    def test_keeps_the_name_and_menu_of_the_newspaper(self, client):
        newspaper = make_newspaper()
        response = client.get(f"{newspaper.get_absolute_url()}articles/999/")
        assert response.status_code == 404
        assert newspaper.name in response.content.decode()

    def test_with_one_newspaper_every_address_is_its_own(self, client):
        make_newspaper(name="潮城日报")
        response = client.get("/no-such-place/at-all/")
        assert response.status_code == 404
        assert "潮城日报" in response.content.decode()

    def test_of_several_newspapers_none_is_guessed(self, client):
        make_newspaper("chao", "潮城日报")
        make_newspaper("wan", "潮城晚报")
        page = client.get("/no-such-place/at-all/").content.decode()
        assert "潮城日报" not in page
        assert "潮城晚报" not in page

    def test_machines_asking_the_api_get_no_page(self, client):
        make_newspaper()
        response = client.get("/api/v1/no-such-thing/", headers={"accept": "application/json"})
        assert response.status_code == 404
        assert "潮城日报" not in response.content.decode()
