"""Uses an installed package as a user would: imports it, decodes a body and encodes it again.

The argument names the engine that has to serve.
"""

import importlib.metadata
import importlib.resources
import sys

import so_carriers as so

BODY = (
    b'{"AssociateId":10,"Name":"SAL1","Rank":1,"Lastlogin":"2026-11-02T08:15:30.1234567+01:00",'
    b'"Type":"InternalAssociate","Role":{"Id":3,"Value":"User level 0"},"FromTomorrow":[1,2.50]}'
)


def check(promise: str, *, kept: bool) -> None:
    """Ends the run where a promise is not kept."""
    if not kept:
        raise SystemExit(f"not kept: {promise}")


user = so.decode(BODY, so.User)
check("members are read", kept=(user.name, user.associate_id) == ("SAL1", 10))
check("a body comes back as it was", kept=so.encode(user) == BODY)
check(f"the {sys.argv[1]} engine serves", kept=so.engine() == sys.argv[1])
check("types are shipped", kept=importlib.resources.files(so).joinpath("py.typed").is_file())
check("the licence is stated", kept=importlib.metadata.metadata("so-carriers")["License-Expression"] == "MIT")
version = importlib.metadata.version("so-carriers")
print(f"so-carriers {version} in {so.__file__}: decoded and encoded by the {so.engine()} engine")
