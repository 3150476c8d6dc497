"""Compares two verdicts about each change of the pages: compare.py TOOL [CASE...].

The tool is cargo-semver-checks, which reads the two crates; the other verdict is that of `cargo xtask diff`, which reads the
two trees of pages. A third one is the compiler's: `program.rs` compiles with each release that is not major.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[2]
PLACE = REPOSITORY / "target" / "semver"
XTASK = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target")) / "debug" / "xtask"
# One target folder for all crates, and the flags of cargo-semver-checks: so dependencies are compiled once.
ENVIRONMENT = os.environ | {
    "CARGO_TARGET_DIR": str(PLACE / "build"),
    "CARGO_TERM_COLOR": "never",
    "CARGO_NET_OFFLINE": "true",
    "RUSTFLAGS": "--cap-lints=allow",
}
JSON_FLAGS = "-Z unstable-options --document-private-items --document-hidden-items --output-format=json --cap-lints=allow"
RELEASES = ["none", "patch", "minor", "major"]
# Lints about what is new, which are off in the tool unless the manifest of the crate turns them on.
ADDITIONS = [
    "enum_no_longer_non_exhaustive",
    "exhaustive_enum_added",
    "exhaustive_struct_added",
    "exhaustive_struct_with_doc_hidden_fields_added",
    "exhaustive_struct_with_private_fields_added",
    "inherent_associated_pub_const_added",
    "inherent_method_added",
    "non_exhaustive_enum_added",
    "non_exhaustive_struct_added",
    "pub_const_added",
]


def main(tool, names):
    cases = tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))["case"]
    assert len({case["name"] for case in cases}) == len(cases), "two cases have one name"
    shutil.rmtree(PLACE / "cases", ignore_errors=True)
    write_crate(REPOSITORY / "docs", PLACE / "cases" / "before" / "crate")
    baseline = document(PLACE / "cases" / "before" / "crate")
    faults, together = [], []
    for case in [case for case in cases if not names or case["name"] in names]:
        wrong = judge_pages(case)
        if same_code(PLACE / "cases" / case["name"] / "crate", PLACE / "cases" / "before" / "crate"):
            wrong += agree(case, "none", "the code of the crate did not change")
        elif case["found"] == "none" and case.get("compiles") is not False:
            together.append(case)
        else:
            wrong += judge_crate(tool, case, baseline)
        faults += told(case, wrong)
    for number, (group, docs) in enumerate(groups(together), 1):
        crate = PLACE / "cases" / f"together-{number}" / "crate"
        write_crate(docs, crate)
        print(f"together: {', '.join(case['name'] for case in group)}", flush=True)
        if semver_checks(tool, crate, baseline)[0] != "none" or not compile_program(crate)[0]:
            for case in group:
                faults += told(case, judge_crate(tool, case, baseline))
    if faults:
        sys.exit(f"{len(faults)} verdicts are wrong")


def told(case, wrong):
    print(f"{case['name']}: {case['release']}" + "".join(f"\n    {line}" for line in wrong), flush=True)
    return wrong


def judge_pages(case):
    """Makes the tree and the crate of a case, and says what is wrong with the verdict of `diff`."""
    docs, crate = (PLACE / "cases" / case["name"] / part for part in ["docs", "crate"])
    shutil.copytree(REPOSITORY / "docs", docs)
    for edit in case["edit"]:
        assert apply(docs, edit), f"{case['name']}: {edit['page']} does not have {edit.get('old')!r} once"
    write_crate(docs, crate)
    release = diff(docs)
    if release == case["release"]:
        return []
    return [f"`diff` demands {release}:\n{run_xtask('diff', '--base', REPOSITORY / 'docs', '--docs', docs).stdout}"]


def agree(case, found, output):
    """What is wrong with the release that the crate demands, by whatever judged it."""
    wrong = []
    if found != case["found"]:
        wrong.append(f"cargo-semver-checks demands {found}:\n{output}")
    if RELEASES.index(found) > RELEASES.index(case["release"]):
        wrong.append(f"`diff` demands {case['release']}, which is less than the {found} of cargo-semver-checks")
    if (found != case["release"]) != ("because" in case):
        wrong.append("`because` has to say why the verdicts differ, and only then")
    return wrong


def judge_crate(tool, case, baseline):
    """What is wrong with the verdicts of cargo-semver-checks and of the compiler about a case."""
    crate = PLACE / "cases" / case["name"] / "crate"
    wrong = agree(case, *semver_checks(tool, crate, baseline))
    # With a major release a program may break or not, unless the case says which.
    expected = case.get("compiles", None if case["release"] == "major" else True)
    if expected is not None:
        compiles, output = compile_program(crate)
        if compiles and not expected:
            wrong.append("the program compiles")
        if not compiles and expected:
            wrong.append(f"the program does not compile:\n{output}")
    return wrong


def same_code(crate, other):
    """Whether two crates have the same manifest, and the same code apart from its comments."""
    def code(folder):
        files = {path.relative_to(folder): path for path in (folder / "src").rglob("*.rs")}
        lines = {name: path.read_text(encoding="utf-8").splitlines() for name, path in files.items()}
        return {name: [line for line in text if not line.lstrip().startswith("//")] for name, text in lines.items()}
    manifests = [(folder / "Cargo.toml").read_bytes() for folder in (crate, other)]
    return manifests[0] == manifests[1] and code(crate) == code(other)


def groups(cases):
    """The cases in groups whose edits can all be made in one tree, each group with its tree."""
    made = []
    for case in cases:
        for group, docs in made:
            if make_all(docs, case["edit"]):
                group.append(case)
                break
        else:
            docs = PLACE / "cases" / f"together-{len(made) + 1}" / "docs"
            shutil.copytree(REPOSITORY / "docs", docs)
            make_all(docs, case["edit"])
            made.append(([case], docs))
    return made


def make_all(docs, edits):
    """Makes all edits in a tree, or none if one of them cannot be made there."""
    before = docs.with_name("before")
    shutil.rmtree(before, ignore_errors=True)
    shutil.copytree(docs, before)
    if all(apply(docs, edit) for edit in edits):
        return True
    shutil.rmtree(docs)
    before.rename(docs)
    return False


def apply(docs, edit):
    """Changes, adds, removes or renames a page; false if the page does not have what the edit replaces."""
    page = docs / edit["page"]
    if "text" in edit:
        assert not page.exists(), f"{page} exists"
        page.write_text(edit["text"], encoding="utf-8")
    elif "to" in edit:
        page.rename(docs / edit["to"])
    elif "old" in edit:
        text = page.read_text(encoding="utf-8")
        if text.count(edit["old"]) != 1:
            return False
        page.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
    else:
        page.unlink()
    return True


def write_crate(docs, crate):
    run_xtask("gen", "--docs", docs, "--out", crate, "--name", "graph-models")
    shutil.copy(REPOSITORY / "Cargo.lock", crate)
    shutil.copy(HERE / "program.rs", crate / "examples")
    manifest = crate / "Cargo.toml"
    text = manifest.read_text(encoding="utf-8")
    # The tool turns features on, which would compile clients and servers for nothing.
    text = re.sub(r"(?ms)^\[features\]$.*?(?=^\[lints)", "", text)
    text = re.sub(r"(?m)^.*optional = true.*\n", "", text)
    lints = "".join(f'{lint} = "deny"\n' for lint in ADDITIONS)
    text += f"\n[workspace]\n\n[package.metadata.cargo-semver-checks.lints]\n{lints}"
    manifest.write_text(text, encoding="utf-8")


def document(crate):
    """The description of a crate by rustdoc, made with the flags of cargo-semver-checks."""
    environment = ENVIRONMENT | {"RUSTC_BOOTSTRAP": "1", "RUSTDOCFLAGS": JSON_FLAGS}
    run(["cargo", "doc", "--quiet", "--no-deps", "--lib", "--manifest-path", crate / "Cargo.toml"], environment)
    described = crate / "graph_models.json"
    shutil.copy(PLACE / "build" / "doc" / "graph_models.json", described)
    return described


def semver_checks(tool, crate, baseline):
    """The release that cargo-semver-checks demands, and its output."""
    arguments = [tool, "semver-checks", "--manifest-path", crate / "Cargo.toml", "--baseline-rustdoc", baseline]
    arguments += ["--release-type", "patch", "--color", "never"]
    done = subprocess.run(arguments, env=ENVIRONMENT, capture_output=True, text=True)
    output = done.stdout + done.stderr
    if "no semver update required" in output:
        return "none", output
    summary = re.search(r"semver requires new (major|minor) version", output)
    if summary is None:
        sys.exit(f"cargo-semver-checks gives no verdict:\n{output}")
    return summary.group(1), output


def diff(docs):
    """The release that `cargo xtask diff` demands."""
    last = run_xtask("diff", "--base", REPOSITORY / "docs", "--docs", docs).stdout.rstrip().splitlines()[-1]
    return "none" if last == "no change" else last.rpartition("release: ")[2]


def compile_program(crate):
    arguments = ["cargo", "check", "--quiet", "--example", "program", "--manifest-path", crate / "Cargo.toml"]
    done = subprocess.run(arguments, env=ENVIRONMENT, capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def run_xtask(*arguments):
    return run([XTASK, *arguments], os.environ)


def run(arguments, environment):
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, cwd=REPOSITORY)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
    return done


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
