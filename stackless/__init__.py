"""The stackless transformation: a program may save its stack in the heap, and go on from there.

`transform.make_stackless(program)` weaves it in after exceptions were lowered and before the memory manager is, so it
works with all of them.  The scheme is that of PyPy's report D07.1, section 3.2, in other words and with other choices:

* *Unwinding* is a reserved value of the pending exception.  The test after a call that exceptions need anyway finds
  out about it, in a block that is never executed otherwise: there a function saves what it still needs in a *frame*
  (`frames.py`), and returns.
* The functions that unwinding reached are entered again through a second function, a copy that begins with a jump to
  where the saved one was (`resumption.py`).  The first has no test for that.
* Where everything was saved, a *driver* (`driver.py`) calls the innermost frame's function again, and when that
  returns, or raises, the one below, and so on: frames come back one at a time, as late as possible.
"""
