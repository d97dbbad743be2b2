"""Runs judge-eval in Inspect with judges that answer by rote: their accuracy is the share of samples they are right on.

usage: judge.py FOLDER, as exports.py.
"""

import json
import sys
from pathlib import Path

from inspect_ai import Task, eval
from inspect_ai.dataset import json_dataset
from inspect_ai.model import ModelOutput, ModelUsage, get_model
from inspect_ai.scorer import match

folder = Path(sys.argv[1])


def saying(word):
    """A judge that always answers this; usage is given, or Inspect would fetch a tokeniser to count it."""
    output = ModelOutput.from_content("mockllm/model", word)
    output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
    return get_model("mockllm/model", custom_outputs=[output] * 1000, memoize=False)


for export in json.loads((folder / "expected.json").read_text()):
    if not export["name"].startswith("judge-eval") or export["format"] != "jsonl":
        continue
    for file in export["files"]:
        dataset = json_dataset(str(folder / export["out"] / file))
        targets = [sample.target for sample in dataset]
        for word in ("yes", "no"):
            log = eval(
                Task(dataset=dataset, scorer=match()),
                model=saying(word),
                log_dir=str(folder / "judged"),
                display="none",
            )[0]
            assert log.status == "success", log.error
            accuracy = log.results.scores[0].metrics["accuracy"].value
            expected = targets.count(word) / len(targets)
            assert abs(accuracy - expected) < 1e-9, f"{file}: {accuracy}, not {expected}"
            print(f"judge-eval {file}: always {word} is right on {accuracy:.3f} of {len(targets)}")
