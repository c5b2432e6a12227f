from .hashes import CountSalt, SeenHash
from .outside import OutsideFigure
from .tally import Tally

__all__ = ["CountSalt", "OutsideFigure", "SeenHash", "Tally"]
