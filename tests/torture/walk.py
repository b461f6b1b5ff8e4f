"""One run of a program that stops at each of its calls, where any number of children of it may fail: what run.py walks
with. A child costs a fork, not a start, and whatever it does to files is undone behind it."""
import os, socket, stat, struct, subprocess

PLACE, ORDER, STATUS = struct.Struct('QQ'), struct.Struct('6i'), struct.Struct('i')
GO_ON = ORDER.pack(0, 0, 0, 0, 0, 0)


def read(path):
    with open(path, 'rb') as file: return file.read()


class Walk:
    """`place`: an empty folder, for what is kept meanwhile; `folder`, beside it on the same disk: where the program runs."""
    def __init__(self, place, folder, command, environment, seconds):
        self.place, self.folder, self.seconds, self.before = place, folder, seconds, None
        self.kept, temporary = os.path.join(place, 'kept'), os.path.join(place, 'temporary')
        self.out, self.err = os.path.join(place, 'out'), os.path.join(place, 'err')
        os.mkdir(self.kept), os.mkdir(temporary)
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.socket.settimeout(2 * seconds)
        with theirs, open(self.out, 'wb') as out, open(self.err, 'wb') as err:
            self.process = subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err, pass_fds=[theirs.fileno()],
                env={**environment, 'FAIL_WALK': str(theirs.fileno()), 'SQLITE_TMPDIR': temporary, 'TMPDIR': temporary})
        self.device = os.stat(folder).st_dev

    def calls(self):
        """The kind and the stack of each call, while it stands there. Ends with the program, or when it starts a thread."""
        while bytes_ := self.socket.recv(PLACE.size):
            self.before = None
            yield PLACE.unpack(bytes_)
            try:
                self.socket.send(GO_ON)
            except BrokenPipeError:
                return

    def end(self):
        """Its status, what it printed and said."""
        self.socket.close()
        return self.process.wait(self.seconds), read(self.out), read(self.err)

    def fail(self, on, halve, error, signal):
        """A child in which the call fails: its status, what it printed and said. Then `restore`."""
        if self.before is None: self.before = self.look()
        self.socket.send(ORDER.pack(1, on, halve, error, signal, self.seconds))
        status, = STATUS.unpack(self.socket.recv(STATUS.size))
        if status == -1: raise OSError('no child can be made')
        self.now = self.look()
        return os.waitstatus_to_exitcode(status), read(self.out), read(self.err)

    def files(self):
        """The bytes of each file, as the child left them."""
        names, inodes = self.now
        return {os.path.relpath(path, self.folder): inodes[inode][1] for path, inode in names.items() if inode}

    def look(self):
        """Which name is which file (a folder's ends with / and is none); of each file, also of those that have no name but
        are open, a way to it, and its bytes."""
        names, inodes = {}, {}
        for folder, folders, files in os.walk(self.folder):
            names.update((os.path.join(folder, name) + '/', 0) for name in folders)
            for name in files:
                path = os.path.join(folder, name)
                inode = names[path] = os.stat(path).st_ino
                kept = f'{self.kept}/{inode}'
                if not os.path.exists(kept): os.link(path, kept)
                inodes[inode] = kept, read(kept)
        opened = f'/proc/{self.process.pid}/fd'
        for number in os.listdir(opened):
            path = f'{opened}/{number}'
            about = os.stat(path)
            if stat.S_ISREG(about.st_mode) and about.st_dev == self.device and about.st_ino not in inodes:
                inodes[about.st_ino] = path, read(path)
        return names, inodes

    def restore(self):
        """Each name and all bytes as they were before the child: in the same files, as the program has them open."""
        (names, inodes), (now, now_inodes) = self.before, self.now
        for path in sorted(now, reverse=True):
            if names.get(path) != now[path]: os.remove(path) if now[path] else os.rmdir(path)
        for path in sorted(names):
            if now.get(path) != names[path]: os.link(f'{self.kept}/{names[path]}', path) if names[path] else os.mkdir(path)
        for inode, (path, data) in inodes.items():
            if now_inodes.get(inode, (None, None))[1] != data and read(path) != data:
                with open(path, 'r+b') as file:
                    file.write(data)
                    file.truncate()
        for inode in now_inodes.keys() - inodes.keys():
            if os.path.exists(f'{self.kept}/{inode}'): os.remove(f'{self.kept}/{inode}')
