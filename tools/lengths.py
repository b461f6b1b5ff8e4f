#!/usr/bin/env python3
"""No file above 1,000 lines and no function above 60, in C, JavaScript, Python and shell.

Sources are formatted: what a line opens with "{" ends at the first "}" as far to the left.
tools/lengths.allow lists what may be longer, with the reason: `FILE why`.
"""
import ast, os, re, sys

FILE_MOST, FUNCTION_MOST = 1000, 60
NOT_OURS = {".git", "build", "corpus", "node_modules", "__pycache__", "screens"}
KINDS = {
    "c": re.compile(r"\{$"),  # a brace at the left, alone: of functions only
    "js": re.compile(r"\s*(.*=>|.*\bfunction\b.*|(?!(if|for|while|switch|catch)\b)[\w#$ ]+\(.*\)|\)) \{$"),
    "sh": re.compile(r"\s*(function )?[\w-]+ *\(\) *[{(]$"),
}
HEAD_ENDS = re.compile(r"$|.*[;}/]$|#")  # what the line before a head of C looks like


def of_python(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno


def of_braces(text, kind):
    lines = text.split("\n")
    for start, line in enumerate(lines):
        if not KINDS[kind].match(line):
            continue
        indent = len(line) - len(line.lstrip())
        close = re.compile(" " * indent + "[})]")
        end = next((i for i in range(start + 1, len(lines)) if close.match(lines[i])), start)
        while kind == "c" and start and not HEAD_ENDS.match(lines[start - 1]):
            start -= 1
        yield start + 1, end + 1


def kind_of(path, first):
    ending = path.rpartition(".")[2]
    if ending in ("c", "h", "S"):
        return "c"
    if ending in ("js", "mjs", "py", "sh"):
        return ending.removeprefix("m")
    return "sh" if re.match(r"#!.*\b(ba)?sh\b", first) else None


def sources():
    for folder, below, names in os.walk("."):
        below[:] = sorted(set(below) - NOT_OURS)
        for name in sorted(names):
            path = os.path.join(folder, name)[2:]
            if os.path.islink(path) or not os.path.isfile(path):
                continue
            with open(path, errors="replace") as file:
                kind = kind_of(path, file.readline(80))
                if kind:
                    file.seek(0)
                    yield path, kind, file.read()


def too_long(path, kind, text):
    lines = text.count("\n")
    if lines > FILE_MOST:
        yield f"{path} has {lines} lines, more than {FILE_MOST}"
    for start, end in of_python(text) if kind == "py" else of_braces(text, kind):
        if end - start >= FUNCTION_MOST:
            yield f"{path}:{start} a function of {end - start + 1} lines, more than {FUNCTION_MOST}"


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    with open("tools/lengths.allow") as file:
        allowed = dict(line.split(None, 1) for line in file if line[0] not in "#\n")
    broken, needed = [], set()
    for path, kind, text in sources():
        found = list(too_long(path, kind, text))
        if found and path in allowed:
            needed.add(path)
        else:
            broken += found
    broken += [f"tools/lengths.allow: {path} is not needed any more"
               for path in allowed if path not in needed]
    for line in broken:
        print("lengths:", line, file=sys.stderr)
    sys.exit(bool(broken))


main()
