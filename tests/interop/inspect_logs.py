"""Makes logs with Inspect itself, in the ways in which it writes them, and says what it reads in them and in others.

usage: inspect_logs.py FOLDER FILE…: logs go to FOLDER/logs, what Inspect reads in them and in FILES to
FOLDER/inspect.json. Nothing here knows Shrive; run.ts compares.
"""

import json
import math
import os
import shutil
import sys
import zipfile
from pathlib import Path

folder = Path(sys.argv[1])
os.environ["INSPECT_CACHE_DIR"] = str(folder / "cache")

from inspect_ai import Task, eval, score  # noqa: E402
from inspect_ai.agent import react  # noqa: E402
from inspect_ai.dataset import Sample  # noqa: E402
from inspect_ai.log import (  # noqa: E402
    ProvenanceData,
    edit_score,
    read_eval_log,
    write_eval_log,
)
from inspect_ai.log._recorders.chunked.convert import convert_eval_logs_to_chunked  # noqa: E402
from inspect_ai.model import (  # noqa: E402
    ChatMessageAssistant,
    ChatMessageSystem,
    ChatMessageTool,
    ChatMessageUser,
    CompactionTrim,
    ContentAudio,
    ContentData,
    ContentDocument,
    ContentImage,
    ContentReasoning,
    ContentText,
    ContentToolUse,
    ContentVideo,
    ModelOutput,
    ModelUsage,
    execute_tools,
    get_model,
)
from inspect_ai.scorer import Score, ScoreEdit, Target, accuracy, includes, mean, scorer  # noqa: E402
from inspect_ai.solver import Generate, TaskState, generate, solver, system_message, use_tools  # noqa: E402
from inspect_ai.tool import ToolCall, ToolCallError, ToolError, tool  # noqa: E402

logs = folder / "logs"
PNG = "data:image/png;base64," + "iVBORw0KGgo" * 40
LONG = "A long text, which Inspect keeps apart. " * 40


def saying(*outputs):
    """A model that says these in turn, again and again. Tokens are counted here: Inspect would fetch a tokeniser."""
    count = 0

    def next_output(_input, _tools, _choice, _config):
        nonlocal count
        given = outputs[count % len(outputs)]
        count += 1
        output = given if isinstance(given, ModelOutput) else ModelOutput.from_content("mockllm/model", given)
        output = output.model_copy(deep=True)
        for choice in output.choices:
            choice.message.id = None
        output.usage = ModelUsage(input_tokens=1, output_tokens=1, total_tokens=2)
        return output

    async def count_text_tokens(text):
        return len(text) // 4

    model = get_model("mockllm/model", custom_outputs=next_output, memoize=False)
    model.api.count_text_tokens = count_text_tokens
    return model


def calling(name, arguments, said="", **more):
    return ModelOutput.for_tool_call("mockllm/model", name, arguments, content=said, **more)


def message_output(message):
    return ModelOutput(model="mockllm/model", choices=[{"message": message, "stop_reason": "stop"}])


@tool
def add():
    async def execute(x: int, y: int) -> int:
        """Adds.

        Args:
            x: A number.
            y: A number.
        """
        return x + y

    return execute


@tool
def look():
    async def execute(path: str) -> list:
        """Looks.

        Args:
            path: What at.
        """
        if path == "nowhere":
            raise ToolError("There is nothing there. 🙂")
        if path == "broken":
            raise FileNotFoundError(path)
        return [ContentText(text=LONG), ContentImage(image=PNG)]

    return execute


@scorer(metrics=[mean()])
def as_dict():
    async def execute(state: TaskState, target: Target) -> Score:
        return Score(
            value={"kind": 0.5, "brief": 1, "nothing": math.nan},
            answer=state.output.completion,
            explanation=LONG,
            metadata={"nested": {"list": [1, "x", None, math.inf]}},
        )

    return execute


@scorer(metrics=[accuracy()])
def unscored():
    async def execute(state: TaskState, target: Target) -> Score:
        return Score.unscored(reason="grader_failed", explanation="No verdict.")

    return execute


@scorer(metrics=[mean()])
def as_list():
    async def execute(state: TaskState, target: Target) -> Score:
        return Score(value=[1, 0.25, True])

    return execute


@solver
def written(*messages):
    """These messages after those of the conversation."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        state = await generate(state)
        state.messages += [message.model_copy(deep=True) for message in messages]
        return state

    return solve


@solver
def failing(before: bool):
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        if before and "no" in str(state.sample_id):
            raise ValueError("The sandbox went away: " + LONG)
        state = await generate(state)
        if "late" in str(state.sample_id):
            raise ValueError("The sandbox went away.")
        return state

    return solve


@solver
def hidden():
    """Ends without messages: what was said is in events alone."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        state = await generate(state)
        state.messages.clear()
        return state

    return solve


@solver
def forgetful():
    """Puts a summary in place of what was said, as agents without a memory of their own do."""

    async def solve(state: TaskState, generate: Generate) -> TaskState:
        state = await generate(state)
        state.messages = [ChatMessageUser(content="Summary: it was begun.", metadata={"summary": True})]
        return await generate(state)

    return solve


@solver
def tools_at_once():
    async def solve(state: TaskState, generate: Generate) -> TaskState:
        message = ChatMessageAssistant(
            content=[ContentReasoning(reasoning="Both at once."), ContentText(text="I do both.")],
            tool_calls=[
                ToolCall("call/1", "add", {"x": 1, "y": 2}),
                ToolCall("call/2", "add", {"x": "one"}, parse_error="Not a number."),
                ToolCall("call/4", "add", {"x": 2**60 + 1, "y": math.nan, "z": 1e300, "": {}}),
                ToolCall("call/3", "nothing_like_it", {"z": {"deep": [1.5, None, "🙂"]}}, type="custom"),
            ],
        )
        state.messages.append(message)
        messages, output = await execute_tools(state.messages, [add()])
        state.messages += messages
        return await generate(state)

    return solve


PARTS = [
    ChatMessageSystem(content="Be brief."),
    ChatMessageUser(
        content=[
            ContentText(text=LONG),
            ContentImage(image=PNG, detail="high"),
            ContentAudio(audio="data:audio/wav;base64,AAAA", format="wav"),
            ContentVideo(video="data:video/mp4;base64,AAAA", format="mp4"),
            ContentDocument(document="data:application/pdf;base64,AAAA", filename="a.pdf"),
            ContentData(data={"a": [1, None]}),
        ],
        metadata={"why": "test"},
    ),
]
SAID = [
    ChatMessageAssistant(
        content=[
            ContentReasoning(reasoning="Y2lwaGVy", redacted=True, summary="Two will do.", signature="s"),
            ContentReasoning(reasoning="Y2lwaGVy", redacted=True),
            ContentReasoning(reasoning="Openly.", summary="Open."),
            ContentText(text="I search."),
            ContentToolUse(
                tool_type="web_search", id="s1", name="search", arguments='{"q": "x"}', result="Nothing.", error="timeout"
            ),
            ContentToolUse(tool_type="code_execution", id="s2", name="python", arguments="1+1", result=LONG),
            ContentText(text="I will not.", refusal=True),
            ContentToolUse(tool_type="mcp_call", id="s3", name="list", context="server", arguments="", result=""),
        ],
        tool_calls=[ToolCall("c1", "look", {"path": LONG})],
        model="a/model",
    ),
    ChatMessageTool(content=[ContentText(text="here"), ContentImage(image=PNG)], tool_call_id="c1", function="look"),
    ChatMessageUser(
        content=[ContentImage(image=PNG), ContentImage(image="https://example.org/a.png")], tool_call_id=["c1"]
    ),
    ChatMessageTool(content="", tool_call_id="c9", function="look", error=ToolCallError("permission", "Not yours.")),
    ChatMessageAssistant(content=""),
    ChatMessageUser(content="attachment://nothing-of-that-name"),
    ChatMessageUser(content="NaN, Infinity \u2028 \x00 \\ \" </script> \U0001f642"),
    ChatMessageAssistant(content="<think>In the text.</think>\n\nAloud."),
]


def run(name, task, model, **more):
    """The task's log, as `.eval` and as `.json`."""
    for log_format in ("eval", "json"):
        log = eval(
            task,
            model=model(),
            log_dir=str(logs / "run"),
            log_format=log_format,
            display="none",
            score_display=False,
            fail_on_error=False,
            **more,
        )[0]
        assert log.status == "success", log.error
        shutil.move(log.location, logs / f"{name}.{log_format}")


def make():
    logs.mkdir()
    samples = [
        Sample(id="a/../b", input="Add one and two.", target="3", metadata={"k": {"n": 1.5, "not": math.nan}}),
        Sample(id=7, input=[ChatMessageUser(content="Look.")], target=["3", "three"], choices=["3", "4"]),
        Sample(id="Ünïcode 🙂", input=LONG, target="x"),
    ]
    run(
        "calls",
        Task(
            dataset=samples,
            name="calls",
            solver=[system_message("Use tools."), use_tools([add(), look()]), generate()],
            scorer=[includes(), as_dict(), unscored(), as_list()],
            epochs=2,
        ),
        lambda: saying(
            calling("add", {"x": 1, "y": 2}, "I add."),
            calling("look", {"path": "nowhere"}),
            calling("look", {"path": "broken"}),
            calling("look", {"path": "here"}),
            "It is 3.",
        ),
        max_samples=1,
    )
    run(
        "parts",
        Task(dataset=[Sample(id="p", input=PARTS, target="")], solver=written(*SAID), scorer=includes()),
        lambda: saying(
            message_output(
                ChatMessageAssistant(content=[ContentReasoning(reasoning="So be it."), ContentText(text="Done.")])
            )
        ),
    )
    run(
        "at-once",
        Task(dataset=[Sample(id=1, input="Both.")], solver=tools_at_once()),
        lambda: saying("Done."),
    )
    run(
        "errors",
        Task(
            dataset=[Sample(id="fine", input="Go."), Sample(id="no", input="Go."), Sample(id="late", input="Go.")],
            solver=failing(True),
            scorer=includes(),
        ),
        lambda: saying("Gone."),
    )
    run(
        "hidden",
        Task(dataset=[Sample(id="h", input="Say it.")], solver=hidden()),
        lambda: saying("Said."),
    )
    run(
        "forgetful",
        Task(dataset=[Sample(id="f", input="Say it.")], solver=forgetful()),
        lambda: saying("Begun.", "Done."),
    )
    run(
        "again",
        Task(dataset=[Sample(id="late", input="Go."), Sample(id="fine", input="Go.")], solver=failing(False)),
        lambda: saying("Gone."),
        retry_on_error=2,
    )
    run(
        "limit",
        Task(
            dataset=[Sample(id="l", input="Go on.", target="x")],
            solver=[use_tools([add()]), generate()],
            scorer=includes(),
            message_limit=6,
        ),
        lambda: saying(calling("add", {"x": 1, "y": 1})),
    )
    run(
        "compacted",
        Task(
            dataset=[Sample(id="c", input="Go on.")],
            solver=react(tools=[add()], compaction=CompactionTrim(threshold=3000, preserve=0.5)),
            message_limit=30,
        ),
        lambda: saying(
            *[calling("add", {"x": 1, "y": each}, LONG) for each in range(5)],
            calling("submit", {"answer": "5"}),
        ),
    )
    again()


def again():
    """Other ways in which the same logs come: scored again, edited, deflated, in chunks, never finished."""
    log = read_eval_log(str(logs / "calls.eval"))
    scored = score(log, [as_list()], action="append", display="none")
    write_eval_log(scored, str(logs / "calls-scored.eval"))
    edit_score(
        scored,
        7,
        "includes",
        ScoreEdit(value="C", explanation="Seen by hand.", provenance=ProvenanceData(author="Ada")),
        epoch=1,
    )
    write_eval_log(scored, str(logs / "calls-edited.json"))

    with zipfile.ZipFile(logs / "parts.eval") as zstd:
        with zipfile.ZipFile(logs / "parts-deflated.eval", "w", zipfile.ZIP_DEFLATED) as deflated:
            for name in zstd.namelist():
                deflated.writestr(name, zstd.read(name))
    with zipfile.ZipFile(logs / "calls.eval") as whole:
        with zipfile.ZipFile(logs / "calls-unfinished.eval", "w", zipfile.ZIP_DEFLATED) as cut:
            for name in whole.namelist():
                if name not in ("header.json", "summaries.json", "reductions.json"):
                    cut.writestr(name, whole.read(name))

    for name in ("calls", "parts", "hidden", "compacted"):
        convert_eval_logs_to_chunked(
            str(logs / f"{name}.eval"), str(logs / "chunks"), chunk_size=2, attachments_chunk_bytes=1000
        )
        shutil.move(logs / "chunks" / f"{name}.eval", logs / f"{name}-chunked.eval")


def plain(value):
    """As JSON has it: what is no number is null."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    return value


def moment(value):
    """As Inspect writes it."""
    return value.isoformat().replace("+00:00", "Z")


def dumped(value):
    """What the file says, without what Inspect fills in."""
    return plain(value.model_dump(exclude_none=True, exclude_unset=True))


def read_message(message):
    error = getattr(message, "error", None)
    return {
        "id": message.id,
        "role": message.role,
        "content": message.content if isinstance(message.content, str) else [dumped(each) for each in message.content],
        "calls": [
            {"id": call.id, "name": call.function, "arguments": plain(call.arguments)}
            for call in getattr(message, "tool_calls", None) or []
        ],
        "answers": getattr(message, "tool_call_id", None),
        "function": getattr(message, "function", None),
        "error": error and f"{error.type}: {error.message}",
    }


def read_sample(sample, log):
    return {
        "id": sample.uuid or f"{log.eval.task}/{sample.id}/{sample.epoch}",
        "sample": sample.id,
        "epoch": sample.epoch,
        "model": log.eval.model,
        "messages": [read_message(message) for message in sample.messages],
        "scores": {name: dumped(each) for name, each in (sample.scores or {}).items()},
        "error": sample.error and sample.error.message,
    }


def read(file):
    try:
        log = read_eval_log(str(file), resolve_attachments=True)
        if not log.samples:
            raise ValueError(f"no samples are read; the status of the log is {log.status}")
    except Exception as error:
        reason = " ".join(line.strip() for line in str(error).splitlines()[:3])
        return {"file": str(file), "unreadable": f"{type(error).__name__}: {reason}"}
    return {"file": str(file), "samples": [read_sample(sample, log) for sample in log.samples]}


make()
files = sorted(file for file in logs.iterdir() if file.suffix in (".eval", ".json"))
read_files = [read(file) for file in [*map(Path, sys.argv[2:]), *files]]
(folder / "inspect.json").write_text(json.dumps(read_files, allow_nan=False, default=moment))
