"""What a web worker does once it has loaded everything."""

import gc


def settle() -> None:
    """Look no more through what stays loaded until the end: that made one page in twenty wait.

    A page makes some tens of thousands of things, almost all of which go by themselves; what is left is looked for
    between many of them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
