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
    write_crate(REPOSITORY / "docs", PLACE / "cases" / "before")
    baseline = document(PLACE / "cases" / "before")
    faults = []
    for case in [case for case in cases if not names or case["name"] in names]:
        wrong = judge(tool, case, baseline)
        print(f"{case['name']}: {case['release']}" + "".join(f"\n    {line}" for line in wrong), flush=True)
        faults += wrong
    if faults:
        sys.exit(f"{len(faults)} verdicts are wrong")


def judge(tool, case, baseline):
    """What is wrong with the verdicts about a case."""
    docs, crate = (PLACE / "cases" / case["name"] / part for part in ["docs", "crate"])
    shutil.copytree(REPOSITORY / "docs", docs)
    for edit in case["edit"]:
        apply(docs, edit)
    write_crate(docs, crate)
    release = diff(docs)
    found, output = semver_checks(tool, crate, baseline)
    wrong = []
    if release != case["release"]:
        wrong.append(f"`diff` demands {release}:\n{run_xtask('diff', '--base', REPOSITORY / 'docs', '--docs', docs).stdout}")
    if found != case["found"]:
        wrong.append(f"cargo-semver-checks demands {found}:\n{output}")
    if RELEASES.index(found) > RELEASES.index(release):
        wrong.append(f"`diff` demands {release}, which is less than the {found} of cargo-semver-checks")
    if (found != release) != ("because" in case):
        wrong.append("`because` has to say why the verdicts differ, and only then")
    compiles, output = compile_program(crate)
    if compiles and case.get("compiles") is False:
        wrong.append("the program compiles")
    if not compiles and case.get("compiles", release != "major"):
        wrong.append(f"the program does not compile:\n{output}")
    return wrong


def apply(docs, edit):
    """Changes, adds, removes or renames a page."""
    page = docs / edit["page"]
    if "text" in edit:
        assert not page.exists(), f"{page} exists"
        page.write_text(edit["text"], encoding="utf-8")
    elif "to" in edit:
        page.rename(docs / edit["to"])
    elif "old" in edit:
        text = page.read_text(encoding="utf-8")
        assert text.count(edit["old"]) == 1, f"{page} has {text.count(edit['old'])} times {edit['old']!r}"
        page.write_text(text.replace(edit["old"], edit["new"]), encoding="utf-8")
    else:
        page.unlink()


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
