"""What an experiment's data.yaml says: read, checked against schema.json, and its runs spelt out as commands."""
import dataclasses
import difflib
import json
import pathlib

import yaml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
FOLDER = HERE.parent


class DataError(ValueError):
    """A data.yaml that breaks the schema or names something that is not there."""


@dataclasses.dataclass(frozen=True)
class Experiment:
    """One published experiment. `data` is the checked content of its data.yaml, `folder` where its case files are."""

    name: str
    folder: pathlib.Path
    data: dict

    def run_settings(self, run):
        """(case file, settings) of the run: the experiment's `set` overlaid by the run's own."""
        chosen = self.data["runs"][run] or {}
        case = self.folder / chosen.get("case", "case.yaml")
        return case, {**self.data.get("set", {}), **chosen.get("set", {})}


def names():
    return sorted(path.parent.name for path in FOLDER.glob("*/data.yaml"))


def load(name):
    """Reads one experiment. Raises DataError with the nearest name if there is none, or with every breach of the schema."""
    file = FOLDER / name / "data.yaml"
    if not file.exists():
        nearest = difflib.get_close_matches(name, names(), 1)
        raise DataError(f'there is no experiment "{name}"' + (f'; did you mean "{nearest[0]}"?' if nearest else "")
                        + f" The experiments are: {', '.join(names())}")
    try:
        data = yaml.safe_load(file.read_text())
    except yaml.YAMLError as error:
        raise DataError(f"{file.relative_to(ROOT)} is no YAML: {error}") from error
    breaches = check(data, file.parent)
    if breaches:
        raise DataError(f"{file.relative_to(ROOT)}:\n  " + "\n  ".join(breaches))
    return Experiment(name, file.parent, data)


def check(data, folder):
    """Breaches of the schema, and of what a schema cannot say, as sentences."""
    import jsonschema

    schema = json.loads((HERE / "schema.json").read_text())
    found = [f"{'/'.join(map(str, e.absolute_path)) or 'top'}: {e.message}" for e in jsonschema.Draft7Validator(schema).iter_errors(data)]
    if found:
        return found
    from . import values

    if data["id"] != folder.name:
        found.append(f'id "{data["id"]}" is not the folder\'s name "{folder.name}"')
    for name, run in data["runs"].items():
        case = folder / (run or {}).get("case", "case.yaml")
        if not case.exists():
            found.append(f"runs/{name}: no case file {case.name}")
    for kind in ("comparisons", "trends"):
        for entry in data.get(kind, []):
            for run, _ in values.references(entry["predicted"]):
                if run not in data["runs"]:
                    found.append(f'{kind}: "{entry["name"]}" names the run "{run}", which is not declared')
    return found


def load_all(chosen=None):
    return [load(name) for name in (chosen or names())]
