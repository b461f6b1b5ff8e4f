"""Runs a program and prints what it used. A process of its own, and a small one: Linux counts the memory of
whoever starts a program into the program's peak.

    launch.py SECONDS PROGRAM ARGUMENT…   → {"status": 0, "cpu": 1.9, "wall": 2.0, "peak": 41.2}   seconds, MB

A program that needs more than SECONDS of CPU (0: no limit) ends with the status of SIGXCPU, -24.
"""
import os, resource, sys, time

if int(sys.argv[1]): resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), resource.RLIM_INFINITY))
began = time.perf_counter()
quiet = [(os.POSIX_SPAWN_OPEN, 1, '/dev/null', os.O_WRONLY, 0)]
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ, file_actions=quiet)
_, status, used = os.wait4(pid, 0)
wall = time.perf_counter() - began
print('{"status": %d, "cpu": %f, "wall": %f, "peak": %f}'
      % (os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024))
