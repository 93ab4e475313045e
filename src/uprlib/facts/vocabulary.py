"""stub until merged"""

from uprlib.facts.contract import *  # noqa
from uprlib.facts.contract import AFFINITIES as FRIENDSHIP  # noqa

LOW_COST = (1, 2)
SPECIFIC = (5,)
PLAUDITS = LOW_COST
DEMANDS = (4, 5)
