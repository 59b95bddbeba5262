def test_x(group, sign_in, stranger):
    assert sign_in(group.owner).get("/").status_code == 200
    assert stranger.get("/").status_code == 302
