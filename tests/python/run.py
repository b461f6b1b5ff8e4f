#!/usr/bin/env python3
"""The Python package: what it declares against the header, what it finds against the program, its archive, misuse.

    BUILD=build tests/python/run.py [-v]
"""
import os, sys, unittest

suite = unittest.defaultTestLoader.discover(os.path.dirname(os.path.abspath(__file__)), 'test_*.py')
result = unittest.TextTestRunner(sys.stdout, verbosity=2 if '-v' in sys.argv else 1).run(suite)
wrong = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
for test, why in result.skipped: print(f'skipped: {test.id()}: {why}')
passed = result.testsRun - wrong - len(result.skipped)
print(f'python: {passed} passed, {wrong} failed, {len(result.skipped)} skipped')
sys.exit(wrong > 0 or not passed)
