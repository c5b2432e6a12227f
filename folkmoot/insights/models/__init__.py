from .hashes import CountSalt, SeenHash
from .tally import Tally

__all__ = ["CountSalt", "SeenHash", "Tally"]
