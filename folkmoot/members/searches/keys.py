"""Many keys of rows in few bytes: one bit for each, packed."""

import zlib


def packed(keys):
    keys = list(keys)
    bits = bytearray(max(keys, default=-1) // 8 + 1)
    for key in keys:
        bits[key >> 3] |= 1 << (key & 7)
    return zlib.compress(bytes(bits))


def without(packed_keys, keys):
    """Those of these keys that are not among the packed ones, in the same order."""
    bits = zlib.decompress(packed_keys) if packed_keys else b""
    return [key for key in keys if key >> 3 >= len(bits) or not bits[key >> 3] & 1 << (key & 7)]
