def test_home_is_for_people_who_are_signed_in(group, sign_in, stranger):
    assert sign_in(group.owner).get("/").status_code == 200
    assert stranger.get("/").status_code == 302
