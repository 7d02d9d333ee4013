"""Every change to what goes out. Each takes `by=`, the viewer."""

from alongside.outbox.actions.letters import (
    ask_to_look,
    change_letter,
    give_back,
    let_go,
    look_again,
    posted,
    print_letters,
    try_letter_again,
    write_letter,
    write_outside,
)
from alongside.outbox.actions.stopping import cancel, let_again, not_died, somebody_died, stop_all, stop_part
from alongside.outbox.actions.wires import it_arrived, send, send_again

__all__ = [
    "ask_to_look",
    "cancel",
    "change_letter",
    "give_back",
    "it_arrived",
    "let_again",
    "let_go",
    "not_died",
    "look_again",
    "posted",
    "print_letters",
    "send",
    "send_again",
    "somebody_died",
    "stop_all",
    "stop_part",
    "try_letter_again",
    "write_letter",
    "write_outside",
]
