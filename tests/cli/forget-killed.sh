# A forgetting that is killed at any moment: afterwards all of it is there, or, once somebody
# has opened the archive to write, nothing of it.
. "$HELPERS"
cat >kill.py <<'END'
import glob, os, random, shutil, signal, subprocess, time
quoth, mark = os.environ["QUOTH"], b"zqxvarn"
def run(*command, ok=(0,)):
    done = subprocess.run([quoth, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in ok:
        raise SystemExit(f"{command}: {done.returncode} {done.stdout[-500:]} {done.stderr[-500:]}")
    return done.stdout
with open("in.jsonl", "w") as out:
    for n in range(60):
        name = "Jana Zqxvarnson" if n % 3 == 0 else "Jane Roe"
        out.write('{"id": "%d", "outlet": "Post %d", "text": "“We will not sell bridge %d,” said %s, the mayor. '
                  '“It is ours,” she added, and it stays open."}\n' % (n, n, n, name))
run("add", "--quiet", "-a", "whole.quoth", "in.jsonl")
statements = run("search", "-a", "whole.quoth", "--quiet", "--format", "ndjson", "bridge").count(b"\n")
def copy():
    for name in glob.glob("a.quoth*"):
        os.remove(name)
    shutil.copy("whole.quoth", "a.quoth")
forget = [quoth, "forget", "-a", "a.quoth", "--speaker", "Jana Zqxvarnson", "--why", "x", "--yes"]
copy()
start = time.time()
subprocess.run(forget, check=True, stdout=subprocess.DEVNULL)
whole = time.time() - start
random.seed(11)
found = []  # was he there still, after each kill? Both must have been met
while len(found) < 24 or len(set(found)) < 2:
    n = len(found)
    copy()
    running = subprocess.Popen(forget, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(whole * 1.1 * random.random())
    running.send_signal(signal.SIGKILL)
    running.wait()
    there = b"Zqxvarnson" in run("speakers", "-a", "a.quoth", "--quiet", "--format", "tsv")
    run("verify", "-a", "a.quoth")
    run("forget", "-a", "a.quoth", "--finish")  # or any other that writes
    found.append(there)
    if there:
        left = run("search", "-a", "a.quoth", "--quiet", "--format", "ndjson", "bridge").count(b"\n")
        if left != statements:
            print("half of it is there", n, left, statements)
        continue
    for name in glob.glob("a.quoth*"):
        if mark in open(name, "rb").read().lower():
            print("the marker is in", name, n)
    if mark in run("dump", "-a", "a.quoth").lower():
        print("the marker is in a dump", n)
    run("verify", "-a", "a.quoth")
END
python3 kill.py
