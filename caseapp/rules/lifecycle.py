"""The small machine behind every table of states: which move leads from where to where."""

from collections.abc import Iterable
from dataclasses import dataclass

from caseapp.rules.values import RuleBroken


@dataclass(frozen=True)
class Move:
    """A step with a name, the states it may start from, and the one it leads to."""

    name: str
    sources: frozenset[str]
    target: str


@dataclass(frozen=True)
class Lifecycle:
    """A table of states and moves; ValueError when the table itself does not hold together."""

    name: str
    states: tuple[str, ...]
    initial: str
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        named = {self.initial}.union(*({move.target} | move.sources for move in self.moves))
        if strange := named - set(self.states):
            raise ValueError(f"{self.name}: no such state: {_listed(strange)}.")
        if len({move.name for move in self.moves}) < len(self.moves):
            raise ValueError(f"{self.name}: two moves bear the same name.")
        if unreached := set(self.states) - self._reached():
            raise ValueError(f"{self.name}: nothing leads to: {_listed(unreached)}.")

    def _reached(self) -> set[str]:
        reached = {self.initial}
        while further := {m.target for m in self.moves if m.sources & reached} - reached:
            reached |= further
        return reached

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves possible in the state, in the order of the table; KeyError if unknown."""
        if state not in self.states:
            raise KeyError(state)
        return tuple(move for move in self.moves if state in move.sources)

    def next_state(self, state: str, move: str) -> str:
        """Where the move leads; RuleBroken when it is not possible in the state.

        KeyError for a state or move that the table does not know: a fault of the program.
        """
        found = {row.name: row for row in self.moves}[move]
        if found not in self.moves_from(state):
            raise RuleBroken(
                "This step is not possible in the present state. "
                "Someone may have taken a step before you: look at the page again.",
                params={"lifecycle": self.name, "state": state, "move": move},
            )
        return found.target


def _listed(states: Iterable[str]) -> str:
    return ", ".join(sorted(states))
