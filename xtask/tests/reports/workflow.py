"""Runs the steps of the workflow that need neither a token nor a service: workflow.py FILE. A step may end with 1, which tells
of findings; anything else is a mistake of the workflow. What would become the comment has to begin with the marker by which
the next run finds it. Without a commit before this one there is no base, and nothing is run."""

import os
import subprocess
import sys
import tempfile

import ruamel.yaml

MARKER = "<!-- cargo xtask diff -->\n"

if subprocess.run(["git", "rev-parse", "--quiet", "--verify", "HEAD^1"], capture_output=True).returncode != 0:
    print("the workflow is not run: there is no commit before this one")
    sys.exit()
with open(sys.argv[1], encoding="utf-8") as file:
    workflow = ruamel.yaml.YAML(typ="safe").load(file)
with tempfile.TemporaryDirectory() as place:
    summary = os.path.join(place, "summary.md")
    environment = {**os.environ, "RUNNER_TEMP": place, "GITHUB_STEP_SUMMARY": summary}
    steps = [step for step in workflow["jobs"]["docs"]["steps"] if "run" in step and "GH_TOKEN" not in step.get("env", {})]
    assert len(steps) == 3, [step["name"] for step in steps]
    for step in steps:
        # As a runner does it.
        run = subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, capture_output=True, text=True)
        assert run.returncode in (0, 1), f"{step['name']}: {run.returncode}\n{run.stdout}{run.stderr}"
        assert run.returncode == 0 or step["name"] == "New findings", f"{step['name']}:\n{run.stdout}{run.stderr}"
    with open(summary, encoding="utf-8") as file:
        text = file.read()
    assert text.startswith(MARKER) and ("**Release: " in text or "**No change of the API.**" in text), text
print(f"{len(steps)} steps of the workflow run")
