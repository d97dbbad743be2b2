"""Trains each trainer of TRL for ten steps on our exports, with a tiny model that is made here: nothing is fetched.

usage: training.py FOLDER [--prm]: FOLDER as for exports.py. The trainer of process reward models left TRL after 1.13, so that
run.ts runs it apart, with that release before the current one on the path.
"""

import json
import os
import sys
from pathlib import Path

folder = Path(sys.argv[1])
os.environ.update(
    HF_HOME=str(folder / "hf"),
    HF_HUB_OFFLINE="1",
    TOKENIZERS_PARALLELISM="false",
    CUDA_VISIBLE_DEVICES="",
    TRL_EXPERIMENTAL_SILENCE="1",
)

import datasets  # noqa: E402
import torch  # noqa: E402
import transformers  # noqa: E402
import trl  # noqa: E402
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers  # noqa: E402
from transformers import (  # noqa: E402
    DataCollatorWithPadding,
    LlamaConfig,
    LlamaForCausalLM,
    LlamaForSequenceClassification,
    LlamaForTokenClassification,
    PrinterCallback,
    PreTrainedTokenizerFast,
    Trainer,
    TrainingArguments,
    set_seed,
)

datasets.disable_progress_bars()
transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()
torch.set_num_threads(2)

STEPS = 10
MAX_LENGTH = 512
# As those of small models are: it takes no late system message and no role but three, as many do not.
TEMPLATE = """{% for message in messages %}{% if message.role == 'system' and not loop.first %}{{ raise_exception('A \
system message must come first.') }}{% endif %}{% if message.role not in ('system', 'user', 'assistant') %}\
{{ raise_exception('No such role.') }}{% endif %}<|{{ message.role }}|>
{{ message.content }}</s>
{% endfor %}{% if add_generation_prompt %}<|assistant|>
{% endif %}"""
# As those of models that were made to use tools are.
WITH_TOOLS = """{% for message in messages %}<|{{ message.role }}|>
{{ message.content or '' }}{% for call in message.tool_calls or [] %}{{ call.function.name }} {{ \
call.function.arguments | tojson }}{% endfor %}</s>
{% endfor %}"""

exports = {
    export["name"]: folder / export["out"]
    for export in json.loads((folder / "expected.json").read_text())
    if export["format"] == "parquet"
}


def load(name):
    """An export as people open it."""
    return datasets.load_dataset(str(exports[name]))


def made_tokenizer():
    def texts():
        for row in load("preference standard")["train"]:
            yield from (row["prompt"][:2000], row["chosen"], row["rejected"])

    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    special = ["<pad>", "</s>", "<|system|>", "<|user|>", "<|assistant|>"]
    bpe.train_from_iterator(
        texts(),
        trainers.BpeTrainer(
            vocab_size=600,
            special_tokens=special,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=bpe, pad_token="<pad>", eos_token="</s>")
    tokenizer.chat_template = TEMPLATE
    return tokenizer


tokenizer = made_tokenizer()


def made_model(kind, **more):
    """A model of a few thousand weights, the same every time, as a folder: trainers load it once more as reference."""
    set_seed(7)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=48,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=2048,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
        **more,
    )
    path = folder / f"model-{kind.__name__}"
    kind(config).save_pretrained(path)
    tokenizer.save_pretrained(path)
    return kind.from_pretrained(path, dtype=torch.float32)


def settings(kind, **more):
    return kind(
        output_dir=str(folder / "trained"),
        max_steps=STEPS,
        per_device_train_batch_size=8,
        per_device_eval_batch_size=8,
        learning_rate=3e-3,
        logging_steps=1,
        save_strategy="no",
        report_to="none",
        use_cpu=True,
        bf16=False,
        gradient_checkpointing=False,
        disable_tqdm=True,
        seed=7,
        **more,
    )


def train(name, trainer, goes_down=False):
    """Ten steps; `goes_down`: what the model loses on rows that it was not trained on is less afterwards."""
    rows = len(trainer.train_dataset)
    assert rows >= 8, f"{name}: {rows} rows are left to train on"
    trainer.remove_callback(PrinterCallback)
    before = trainer.evaluate()["eval_loss"] if goes_down else None
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    assert trainer.state.global_step == STEPS and len(losses) == STEPS, f"{name}: {len(losses)} steps"
    assert all(torch.isfinite(torch.tensor(losses))), f"{name}: {losses}"
    line = f"{name:58} {rows:4} rows, loss {losses[0]:.4f} → {losses[-1]:.4f}"
    if goes_down:
        after = trainer.evaluate()["eval_loss"]
        assert after < before, f"{name}: on rows held back {before} before, {after} after"
        assert sum(losses[-3:]) < sum(losses[:3]), f"{name}: {losses}"
        line += f"; on rows held back {before:.4f} → {after:.4f}"
    print(line, flush=True)


def splits(loaded):
    return {"train_dataset": loaded["train"], "eval_dataset": loaded["validation"]}


def short(loaded):
    """Rows that this small model can hold, as TRL leaves them out itself where it trains on rewards."""
    return loaded.filter(
        lambda row: len(tokenizer(json.dumps([row.get("prompt"), row.get("messages")]))["input_ids"]) < MAX_LENGTH
    )


def pointwise(name, problem_type):
    """TRL has no trainer for single scores: the Trainer of Transformers trains a head with one output on the labels."""

    def tokenized(row):
        text = tokenizer.apply_chat_template(row["prompt"] + row["completion"], tokenize=False)
        label = float(row["label"])
        return {
            **tokenizer(text, truncation=True, max_length=MAX_LENGTH),
            "labels": label if problem_type == "regression" else [label],
        }

    loaded = short(load(name))
    loaded = loaded.map(tokenized, remove_columns=loaded["train"].column_names)
    model = made_model(LlamaForSequenceClassification, num_labels=1, problem_type=problem_type)
    args = settings(TrainingArguments)
    train(
        f"Trainer, {problem_type}: {name}",
        Trainer(model, args, data_collator=DataCollatorWithPadding(tokenizer), **splits(loaded)),
        goes_down=True,
    )


def structured():
    """Calls come to the template as they were made: with their own arguments, and no others."""
    tokenizer.chat_template = WITH_TOOLS
    trainer = trl.RewardTrainer(
        model=made_model(LlamaForSequenceClassification, num_labels=1),
        args=settings(trl.RewardConfig, max_length=MAX_LENGTH),
        processing_class=tokenizer,
        **splits(load("preference structured")),
    )
    text = tokenizer.decode(trainer.train_dataset[0]["chosen_ids"])
    assert 'bash {"run": [1, "all", null], "deep": {"er": 1.5}}' in text, text
    train("RewardTrainer: preference structured", trainer, goes_down=True)
    tokenizer.chat_template = TEMPLATE


def joined():
    """A prompt in plain text has the same tokens alone and before its completion: trainers count on it."""
    for row in load("preference standard")["train"]:
        alone = tokenizer(row["prompt"])["input_ids"]
        assert tokenizer(row["prompt"] + row["chosen"])["input_ids"][: len(alone)] == alone, row["prompt"][-50:]


def main():
    print(f"TRL {trl.__version__}, Transformers {transformers.__version__}, torch {torch.__version__}")
    for name in ("preference conversational", "preference standard"):
        train(
            f"RewardTrainer: {name}",
            trl.RewardTrainer(
                model=made_model(LlamaForSequenceClassification, num_labels=1),
                args=settings(trl.RewardConfig, max_length=MAX_LENGTH),
                processing_class=tokenizer,
                **splits(load(name)),
            ),
            goes_down=True,
        )
    structured()
    joined()
    pointwise("pointwise boolean", "multi_label_classification")
    pointwise("pointwise regression", "regression")
    for name in ("preference conversational", "preference standard"):
        train(
            f"DPOTrainer: {name}",
            trl.DPOTrainer(
                model=made_model(LlamaForCausalLM),
                ref_model=made_model(LlamaForCausalLM),
                args=settings(trl.DPOConfig, max_length=MAX_LENGTH),
                processing_class=tokenizer,
                **splits(short(load(name))),
            ),
        )
    for name in ("unpaired conversational", "unpaired standard"):
        train(
            f"KTOTrainer: {name}",
            trl.KTOTrainer(
                model=made_model(LlamaForCausalLM),
                ref_model=made_model(LlamaForCausalLM),
                args=settings(trl.KTOConfig, max_length=MAX_LENGTH),
                processing_class=tokenizer,
                **splits(short(load(name))),
            ),
        )
    for name in ("sft prompt-completion", "sft messages", "sft verdicts"):
        train(
            f"SFTTrainer: {name}",
            trl.SFTTrainer(
                model=made_model(LlamaForCausalLM),
                args=settings(trl.SFTConfig, max_length=MAX_LENGTH),
                processing_class=tokenizer,
                **splits(short(load(name))),
            ),
        )


def prm():
    from trl.experimental.prm import PRMConfig, PRMTrainer

    print(f"TRL {trl.__version__}, the last with a trainer of process reward models")
    train(
        "PRMTrainer: stepwise standard",
        PRMTrainer(
            model=made_model(LlamaForTokenClassification, num_labels=2),
            args=settings(PRMConfig, max_length=MAX_LENGTH),
            processing_class=tokenizer,
            **splits(short(load("stepwise standard"))),
        ),
    )


prm() if "--prm" in sys.argv else main()
