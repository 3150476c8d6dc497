"""Validates the reports of `lint`: validate.py FOLDER SCHEMA."""

import json
import pathlib
import sys

import jsonschema

folder, schema = map(pathlib.Path, sys.argv[1:])


def validator(path):
    schema = json.loads(path.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def require(validator, value, name):
    errors = list(validator.iter_errors(value))
    for error in errors[:5]:
        print(f"{name}: {error.json_path}: {error.message[:200]}", file=sys.stderr)
    if errors:
        sys.exit(1)


finding = validator(schema)
lines = (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines()
for line in lines:
    require(finding, json.loads(line), "JSON")
log = json.loads((folder / "findings.sarif").read_text(encoding="utf-8"))
require(validator(folder / "package/lib/schemas/sarif-2.1.0-rtm.5.json"), log, "SARIF")
results = log["runs"][0]["results"]
fixes = [sum(1 for one in all if one.get(name)) for all, name in [(map(json.loads, lines), "fix"), (results, "fixes")]]
# A validator that sees nothing would prove nothing.
if not lines or len(lines) != len(results) or not fixes[0] or fixes[0] != fixes[1]:
    sys.exit(f"{len(lines)} findings in JSON and {len(results)} in SARIF, of which {fixes} have fixes")
print(f"{len(lines)} findings are valid, {fixes[0]} of them with a fix")
