"""Uses the installed extra `testing` as a stranger's suite would: strategies by type, laws and samples."""

from hypothesis import given, settings, strategies as st

import so_carriers as so
from so_carriers.testing import json_bodies, laws, samples


@settings(max_examples=20, derandomize=True)
@given(st.from_type(so.Role), json_bodies(so.Role))
def roles_survive(role: so.Role, body: bytes) -> None:
    """The laws hold for carriers that Hypothesis makes by their type, and for bodies."""
    laws.assert_round_trips(role, "application/xml")
    laws.assert_formats_agree(so.decode(body, so.Role))


roles_survive()
laws.assert_patch_law(samples.user(1), samples.user(2))
print("strategies, laws and samples: used")
