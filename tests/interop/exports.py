"""Loads every export that run.ts made with what people load them with, and compares.

usage: exports.py FOLDER, which holds expected.json and the exports.
"""

import json
import os
import sys
from pathlib import Path

folder = Path(sys.argv[1])
os.environ["HF_HOME"] = str(folder / "hf")
os.environ["HF_HUB_OFFLINE"] = "1"

import datasets  # noqa: E402
import duckdb  # noqa: E402
import polars  # noqa: E402
import pyarrow.parquet  # noqa: E402

datasets.disable_progress_bars()
FEATURES = {"string": "string", "bool": "bool", "int": "int64", "double": "float64"}


def feature_of(column):
    """A declared column as `datasets` should have it."""
    if column == "json":
        return datasets.Json(decode=True)
    if isinstance(column, str):
        return datasets.Value(FEATURES[column])
    if "list" in column:
        return datasets.List(feature_of(column["list"]))
    return {name: feature_of(inner) for name, inner in column["struct"].items()}


def read_parquet(files):
    """Rows of the files by each of three readers."""
    return {
        "pyarrow": sum(pyarrow.parquet.read_table(file).num_rows for file in files),
        "duckdb": len(duckdb.sql(f"SELECT * FROM read_parquet({files!r})").fetchall()),
        "polars": polars.read_parquet(files).height,
    }


def read_jsonl(files):
    return {
        "duckdb": len(
            duckdb.sql(
                f"SELECT * FROM read_json({files!r}, format='newline_delimited', maximum_object_size=100000000)"
            ).fetchall()
        ),
        "polars": sum(polars.read_ndjson(file, infer_schema_length=None).height for file in files),
    }


def check(export):
    name, out = export["name"], folder / export["out"]
    loaded = datasets.load_dataset(str(out))
    features = {column: feature_of(kind) for column, kind in export["columns"].items()}
    for split, rows in export["rows"].items():
        assert loaded[split].num_rows == rows, f"{name}: {split} has {loaded[split].num_rows}, not {rows}"
        assert dict(loaded[split].features) == features, f"{name}: {loaded[split].features}"
    assert set(loaded) == set(export["rows"]), f"{name}: splits {set(loaded)}"
    files = [str(out / file) for file in export["files"]]
    total = sum(export["rows"].values())
    counts = read_parquet(files) if export["format"] == "parquet" else read_jsonl(files)
    for reader, rows in counts.items():
        assert rows == total, f"{name}: {reader} reads {rows} of {total}"
    return loaded


exports = json.loads((folder / "expected.json").read_text())
seen = {}
for export in exports:
    loaded = check(export)
    values = {split: list(rows) for split, rows in loaded.items()}
    # The same rows in both formats, value by value.
    other = seen.setdefault(export["name"], values)
    assert other == values, f"{export['name']}: the formats differ"
    print(f"{export['name']:34} {export['format']:8} {export['compression']:8} {export['rows']}")
print(f"{len(exports)} exports loaded and compared")
