"""Our steps and PyTorch's, in turn, round by round, in one environment; prints the table of docs/performance.md.

    python3 alternate.py PROGRAM [--rounds N] [--only PREFIX]     PROGRAM: the published Numerics.Benchmarks

Each round asks both programs for one sample of the same step. They wait for their turn without using a processor. A ratio
is the median over the rounds of PyTorch's time over ours, so that a machine whose speed drifts treats both alike.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
PAUSE_SECONDS = 0.05

# Our case, PyTorch's, the ratio to reach (none: shown for comparison).
PAIRS = [
    ("adamw", "adamw fused", 1.15),
    ("adamw", "adamw foreach", None),
    ("adam", "adam fused", None),
    ("sgd", "sgd fused", None),
    ("sgd", "sgd foreach", None),
    ("lion", "lion compiled, scalar", 2.5),
    ("lion", "lion compiled", 2.5),
    ("lion", "lion eager", None),
    ("lamb", "lamb compiled, scalar", 5),
    ("lamb", "lamb compiled", 5),
    ("lamb", "lamb eager", None),
    ("adamw-many", "adamw-many fused", 3),
    ("product", "product mm", None),
    ("product-double", "product-double mm", None),
    ("sinkhorn-float", "sinkhorn torch, log domain", None),
    ("sinkhorn-float", "sinkhorn torch compiled, log domain", None),
    ("sinkhorn-float", "sinkhorn torch, plain kernel", None),
    ("sinkhorn-double", "sinkhorn POT, log domain", None),
    ("sinkhorn-double", "sinkhorn POT, plain kernel", None),
]


class Server:
    """A program that answers case names with samples in milliseconds."""

    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def sample(self, case):
        """One sample of a case."""
        time.sleep(PAUSE_SECONDS)
        self.process.stdin.write(case + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            sys.exit(f"alternate: {self.process.args} ended at case '{case}'")
        return float(answer)

    def close(self):
        """Ends the program."""
        self.process.stdin.close()
        self.process.wait()


def compare(ours, theirs, pair, rounds):
    """One row of the table."""
    own, other, wanted = pair
    ours.sample(own)
    theirs.sample(other)
    samples = [(ours.sample(own), theirs.sample(other)) for _ in range(rounds)]
    own_times, other_times = zip(*samples)
    ratio = statistics.median(b / a for a, b in samples)
    target = "" if wanted is None else f"{wanted:g}"
    met = "" if wanted is None else ("yes" if ratio >= wanted else "no")
    return (f"| {own} | {statistics.median(own_times):.2f} ({min(own_times):.2f}) | {other} "
            f"| {statistics.median(other_times):.2f} ({min(other_times):.2f}) | {ratio:.2f} | {target} | {met} |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--only", default="", help="the start of our cases' names")
    chosen = arguments.parse_args()
    ours = Server([chosen.program, "serve"])
    theirs = Server([sys.executable, str(HERE / "peers.py"), "--serve"])
    print("| ours | ms: median (least) | PyTorch | ms: median (least) | times as fast | to reach | reached |")
    print("|---|---|---|---|---|---|---|")
    for pair in (pair for pair in PAIRS if pair[0].startswith(chosen.only)):
        print(compare(ours, theirs, pair, chosen.rounds), flush=True)
    ours.close()
    theirs.close()


if __name__ == "__main__":
    main()
