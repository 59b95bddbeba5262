"""The countries of the world as equal tiles, each near where it lies: small ones are seen as well as large ones.

A map of true areas would hide Singapore and show Greenland. The rows run from north to south. Longitude and latitude
were stretched where countries crowd, and every country put on the nearest free tile (least squares over all).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

_ROWS = """
.. .. .. .. .. .. .. .. GL IS FO GB NO DK SE AX LV FI EE .. .. .. .. .. .. .. .. .. .. ..
.. .. .. CA .. .. .. .. .. IE IM BE NL DE CZ PL LT BY UA .. .. .. RU .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. PM .. GG LU LI AT SI SK HU RO MD GE AZ KZ .. MN .. .. .. .. .. ..
.. .. .. US .. .. .. .. .. PT JE FR CH SM HR RS XK BG TR AM TM UZ KG .. .. KP .. .. .. ..
.. .. .. .. BS TC BM AI .. .. ES AD MC IT BA ME MK CY SY IQ IR AF TJ CN .. KR JP .. .. ..
.. .. .. KY CU DO VG SX AG EH MA GI TN VA MT AL GR PS LB KW QA PK NP BT HK .. .. .. .. ..
.. .. MX BZ HT PR MF BL GP CV MR ML DZ .. LY .. EG IL JO BH AE IN BD MM MO TW .. .. .. ..
.. .. GT HN JM VI KN MS DM MQ GM SN BF NE .. TD SD ER SA YE OM .. TH LA VN .. MP .. .. ..
.. .. .. SV NI AW BQ VC LC GW GN GH BJ NG .. .. .. .. ET DJ .. LK .. KH PH PW GU FM MH ..
.. .. .. CR PA CW GD TT BB GF SL CI TG GQ CM CF SS UG KE SO .. MV .. MY BN .. .. NR KI ..
.. .. .. .. EC CO VE GY SR .. LR .. ST GA CG CD RW BI TZ .. SC .. .. SG ID .. PG SB TV TK
.. .. .. .. .. PE .. .. BR .. .. SH .. .. AO .. ZM MW KM YT .. .. CC CX .. TL .. VU WF WS
CK PF .. .. .. .. BO PY .. .. .. .. .. .. NA .. BW ZW MZ MG MU .. .. .. .. .. .. NC FJ AS
.. .. .. .. .. CL .. .. UY .. .. .. .. .. .. ZA LS SZ .. .. RE .. .. .. .. AU .. NF TO NU
.. .. .. .. .. .. AR .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. NZ ..
.. .. .. .. .. .. .. FK .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
"""
WIDTH, HEIGHT = 30, 16


@cache
def places() -> Mapping[str, tuple[int, int]]:
    """Country code → (row, column), both from 0 at the north-west."""
    rows = [line.split() for line in _ROWS.split("\n") if line]
    return {code: (y, x) for y, row in enumerate(rows) for x, code in enumerate(row) if code != ".."}
