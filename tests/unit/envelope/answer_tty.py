# Runs a command on a terminal of its own and types the answer each time that it asks for a passphrase:
# answer_tty.py ANSWER COMMAND...
import os
import pty
import sys

answer = sys.argv[1].encode() + b"\n"
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
seen = b""
while True:
    try:
        read = os.read(terminal, 4096)
    except OSError:  # the terminal is gone with the command
        break
    if not read:
        break
    seen += read
    if b"passphrase" in seen and seen.rstrip().endswith(b":"):
        os.write(terminal, answer)
        seen = b""
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if status != 0:
    sys.stderr.write(seen.decode(errors="replace"))
sys.exit(status)
