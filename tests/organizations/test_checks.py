"""What can be an address."""

import pytest

from vendor_risk.organizations.checks import is_email


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example",
        "Taro.Yamada+risk@mail.co.jp",
        "o'neil@x-y.example",
        "old..name.@carrier.ne.jp",
        "x@xn--r8jz45g.xn--zckzah",
    ],
)
def test_addresses_that_can_arrive_are_taken(address):
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "new@amagumo..example", "名前@例え.example", "a@b", "a@.example", "a@b.example.", "a@-b.example",
        "a@b-.example",
        "a@b.1",
        "a b@c.example", "a@b@c.example", "@b.example", "a@", "a@b.example\n",
        "a" * 65 + "@b.example",
        "a@" + "b" * 250 + ".example",
    ],
)  # fmt: skip
def test_addresses_that_never_arrive_are_refused(address):
    assert not is_email(address)
