"""Every example of a document against the schema beside it: examples.py DOCUMENT. Fails where one is not what the schema allows."""
import json
import sys

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = "urn:document"


def media_types(value, path=""):
    """All objects with a schema and examples, each with its JSON pointer. Schemas and examples hold none."""
    if not isinstance(value, dict):
        return
    for name, member in value.items():
        pointer = path + "/" + name.replace("~", "~0").replace("/", "~1")
        if path == "" and name == "components":
            continue
        if isinstance(member, dict) and "schema" in member and "examples" in member and "/content/" in pointer:
            yield pointer, member
        yield from media_types(member, pointer)


def resolve(document, value):
    while "$ref" in value:
        target = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        value = target
    return value


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    registry = Registry().with_resource(ROOT, Resource(contents=document, specification=DRAFT202012))
    checked, wrong = 0, []
    for pointer, media_type in media_types(document):
        validator = Draft202012Validator({"$ref": f"{ROOT}#{pointer.replace('{', '%7B').replace('}', '%7D')}/schema"}, registry=registry)
        for name, example in media_type["examples"].items():
            checked += 1
            error = next(validator.iter_errors(resolve(document, example)["value"]), None)
            if error is not None:
                wrong.append(f"{pointer} {name} {list(error.absolute_path)}: {error.message[:200]}")
    print(f"{checked} examples, {len(wrong)} of them not what their schema allows", *wrong[:20], sep="\n")
    sys.exit(bool(wrong) or checked == 0)


main()
