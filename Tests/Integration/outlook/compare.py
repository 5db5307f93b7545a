"""Makes the `.msg` files, has them read by us and by extract-msg, and sets both readings side by side, field by field; then the verdicts."""

import collections
import email.utils
import html
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import files  # noqa: E402
import reading  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = pathlib.Path(os.environ.get("UNBLUFF", ROOT / ".build/test/debug/unbluff"))
FLAGS = ["--scratch-path", ".build/test", "-Xswiftc", "-warnings-as-errors", "--explicit-target-dependency-import-check", "error"]
FEWEST_FILES = 25
MOST_SHOWN = 160

# Where we read something else, who is right, and why. One that no longer shows is a failure too.
HEADER_OF_32 = "ours is right: this maker gives a message in a message a header of 32 bytes (MS-OXMSG § 2.4.1 has 24), so that extract-msg misses its numbers; the size tells"
NOT_NAMED = "either: the attachment has a display name alone, and extract-msg makes a file name of it"
NOT_ZERO = "either: this maker writes a checksum where MS-OXRTFCP § 2.1.3.1.1 has zero, and extract-msg refuses the text; we trust no checksum"
DIFFERENCES = {
    ("aspose-8-bit-deep", "1.1.subject"): HEADER_OF_32,
    ("aspose-embedded", "1.date"): HEADER_OF_32,
    ("aspose-rtf-of-its-own", "html"): "ours is more: rich text that was neither HTML nor plain text is shown by Outlook, and extract-msg gives it only as it is (MS-OXRTFEX § 2.2)",
    ("aspose-rtf-of-two-code-pages", "html"): "theirs is right: each font has its code page (MS-OXRTFEX § 2.2); what is in the rarer one we read wrongly, as our HTML has one charset",
    ("aspose-subject-of-lines", "subject"): "ours on purpose: a subject has one line (RFC 5322 § 2.2.3), and its line breaks begin no header field",
    ("independentsoft-deep", "files"): NOT_NAMED,
    ("independentsoft-deep", "1.files"): NOT_NAMED,
    ("independentsoft-embedded", "files"): NOT_NAMED,
    ("independentsoft-rtf-not-compressed", "plain"): NOT_ZERO,
    ("independentsoft-rtf-not-compressed", "html"): NOT_ZERO,
}


def main():
    if len(sys.argv) > 1:
        return compare_folder(pathlib.Path(sys.argv[1]))
    made = files.all_files()
    with tempfile.TemporaryDirectory(prefix="unbluff-outlook.") as name:
        folder = pathlib.Path(name)
        for file in made:
            (folder / f"{file.name}.msg").write_bytes(file.bytes())
        makers = collections.Counter(file.maker.__doc__.split(",")[0].split(";")[0] if file.maker else "spoiled afterwards" for file in made)
        print(f"made {len(made)} files:", ", ".join(f"{count} by {maker}" if "spoiled" not in maker else f"{count} {maker}" for maker, count in makers.items()))
        compared, found = compare_all(folder)
        found += verdicts(folder, made)
    known = [difference for difference in found if difference in DIFFERENCES]
    unknown = [difference for difference in found if difference not in DIFFERENCES]
    gone = [difference for difference in DIFFERENCES if difference not in found]
    for difference in known:
        print(f"  {' '.join(difference)}: {DIFFERENCES[difference]}")
    for difference in gone:
        print(f"✘ {' '.join(difference)}: is listed as a difference, and is none")
    print(f"{compared} fields compared, {len(known)} known differences, {len(unknown)} others")
    failed = len(unknown) + len(gone)
    print(f"{len(made) - min(failed, len(made))} passed, {failed} failed")
    return failed > 0 or len(made) < FEWEST_FILES


def compare_folder(folder):
    """Files that came from elsewhere: only told."""
    compared, found = compare_all(folder)
    print(f"{compared} fields compared, {len(found)} differ")
    return False


def compare_all(folder):
    environment = {**os.environ, "UNBLUFF_OUTLOOK_FILES": str(folder)}
    done = subprocess.run(["swift", "test", *FLAGS, "--skip-build", "--disable-xctest", "--filter", "OutlookComparison"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0 or "1 test in 1 suite passed" not in done.stdout:
        sys.exit(f"our own reading failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    compared, found = 0, []
    for path in sorted(folder.glob("*.msg")):
        ours, theirs = json.loads(path.with_suffix(".msg.json").read_text()), reading.read(str(path))
        if "error" in theirs:
            compared += 1
            # Of a file that they refuse we may read what there is, and say what is wrong with it.
            if not ours["defects"]:
                tell(found, path.stem, "defects", ours["defects"], theirs["error"])
            continue
        for field, one, other in pairs(form(ours), theirs):
            compared += 1
            if one != other:
                tell(found, path.stem, field, one, other)
    return compared, found


def tell(found, name, field, ours, theirs):
    found.append((name, field))
    if (name, field) not in DIFFERENCES:
        print(f"✘ {name} {field}\n    ours:   {json.dumps(ours, ensure_ascii=False)[:MOST_SHOWN]}\n    theirs: {json.dumps(theirs, ensure_ascii=False)[:MOST_SHOWN]}")


def form(ours):
    """Our reading in the form of theirs."""
    texts = {kind: "".join(text["text"] for text in ours["texts"] if text["kind"] == kind) for kind in ("plain", "html")}
    return {
        "subject": next(iter(ours["subjects"]), ""),
        **{field: [reading.person(person["name"], person["address"]) for person in ours[field]] for field in ("from", "to", "cc")},
        "date": int(email.utils.parsedate_to_datetime(ours["date"]).timestamp()) if ours.get("date") else None,
        **texts,
        "files": [{"name": file["name"], "message": form(file["message"]) if "message" in file else None} for file in ours["files"]],
    }


def pairs(ours, theirs, within=""):
    """Each field of both, of messages in messages too."""
    if not ours["plain"] and theirs["plain"] and not theirs["html"]:
        # Rich text that was made of plain text is HTML to us.
        ours = {**ours, "plain": html.unescape(ours["html"].replace("<br>", "\n")), "html": ""}
    for field in "subject", "from", "to", "cc", "date":
        yield within + field, ours[field], theirs[field]
    yield within + "plain", reading.plain(ours["plain"]), reading.plain(theirs["plain"])
    yield within + "html", reading.shown(ours["html"]), reading.shown(theirs["html"])
    yield within + "files", [file["name"] for file in ours["files"]], [file["name"] for file in theirs["files"]]
    for index, (one, other) in enumerate(zip(ours["files"], theirs["files"])):
        yield f"{within}message {index + 1}", one["message"] is not None, other["message"] is not None
        if one["message"] and other["message"]:
            yield from pairs(one["message"], other["message"], f"{within}{index + 1}.")


def verdicts(folder, made):
    """A mail and the `.msg` made of it say the same."""
    found, same = [], collections.Counter()
    for file in made:
        if file.mail is None:
            continue
        mail = folder / f"{file.name}.eml"
        mail.write_bytes(file.mail)
        one, other = judged(mail), judged(folder / f"{file.name}.msg")
        if one == other:
            same[one[0]] += 1
        else:
            tell(found, file.name, "verdict", other, one)
    print("the same verdict and claims as of the mail:", ", ".join(f"{count} {verdict}" for verdict, count in same.items()))
    if same["sextortion-scam"] < FEWEST_FILES:
        found.append(("scams", "too few"))
    return found


def judged(path):
    done = subprocess.run([PROGRAM, "check", "--json", path], capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    return [said["verdict"], sorted({claim["claim"] for claim in said["claims"]})]


if __name__ == "__main__":
    sys.exit(main())
