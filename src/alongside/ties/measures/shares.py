"""What kind of people stand in a network: shares of what was told."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from alongside.ties import scales
from alongside.ties.measures.networks import Floats, Networks, Small

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of each network, arrays of shape [networks]; NaN where nobody was asked about.

    A share is of those of whom the answer is known, never of the whole map: "not asked" counts neither as
    yes nor as no. With few asked a share says little, and it says nothing about the others.

    share_supporting
        Alters who help (`helps` from 1), of those whose help was told. Groups and places count when asked
        about.
    share_in_recovery, share_using
        Alters in recovery, alters who use, each of those of whom that was told.
    used_with_and_close
        A count, not a share: people used with (once or still) who are also close (closeness from 3). NaN if
        no alter was asked about both.
    share_professional
        Professionals, of the people on the map (persons and professionals; groups and places left out).
    close_and_helpful
        1 if anyone is both close and helps; 0 if nobody is of those asked about both; NaN if no alter was.
    """

    share_supporting: Floats
    share_in_recovery: Floats
    share_using: Floats
    used_with_and_close: Floats
    share_professional: Floats
    close_and_helpful: Floats


def share(networks: Networks) -> Shares:
    """Work out the shares of every network; all NaN where nothing was told."""
    told = networks.told
    if told is None:
        return Shares(*(np.full(len(networks), np.nan) for _ in range(6)))
    whose = np.repeat(np.arange(len(networks)), networks.sizes)

    def count(flags: Flags) -> Floats:
        return np.bincount(whose[flags], minlength=len(networks)).astype(np.float64)

    def part(yes: Flags, asked: Flags) -> Floats:
        return _over(count(yes & asked), count(asked))

    helps, close = told.helps >= scales.HELPS_FROM, told.closeness >= scales.CLOSE_FROM
    people = (told.shape >= 0) & (told.shape < len(scales.PEOPLE))
    both_used, both_helped = _known(told.used_together, told.closeness), _known(told.helps, told.closeness)
    used = _where(count((told.used_together >= 1) & close & both_used), count(both_used))
    warm = _where(count(helps & close & both_helped), count(both_helped))
    return Shares(
        share_supporting=part(helps, _known(told.helps)),
        share_in_recovery=part(told.in_recovery == 1, _known(told.in_recovery)),
        share_using=part(told.uses == 1, _known(told.uses)),
        used_with_and_close=used,
        share_professional=part(told.shape == scales.SHAPES.index("professional"), people),
        close_and_helpful=np.minimum(warm, 1.0),
    )


def _known(*columns: Small) -> Flags:
    known: Flags = np.all([column != scales.NOT_ASKED for column in columns], axis=0)
    return known


def _over(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def _where(count: Floats, asked: Floats) -> Floats:
    return np.where(asked > 0, count, np.nan)
