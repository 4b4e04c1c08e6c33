"""Processes that publish and read, for tests to kill: forked from one that has imported what they need."""

import multiprocessing

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.dataset.machines", "tests.dataset.kills", "tests.dataset.object_kills"])
