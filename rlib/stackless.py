"""Control of the stack, for programs translated with `--stackless`: see docs/stackless.md."""

from weft.rlib.coroutines import Coroutine as Coroutine
from weft.rlib.coroutines import CoroutineDamage as CoroutineDamage
from weft.rlib.coroutines import CoroutineExit as CoroutineExit
from weft.rlib.coroutines import View as View
from weft.rlib.stack_primitives import stack_frames_depth as stack_frames_depth
from weft.rlib.stack_primitives import stack_unwind as stack_unwind
from weft.rlib.stack_primitives import yield_current_frame_to_caller as yield_current_frame_to_caller
from weft.rlib.tasklets import Tasklet as Tasklet
from weft.rlib.tasklets import TaskletExit as TaskletExit
from weft.rlib.tasklets import channel as channel
from weft.rlib.tasklets import getcurrent as getcurrent
from weft.rlib.tasklets import getmain as getmain
from weft.rlib.tasklets import getruncount as getruncount
from weft.rlib.tasklets import run as run
from weft.rlib.tasklets import schedule as schedule
from weft.rlib.tasklets import schedule_remove as schedule_remove
from weft.rlib.tasklets import tasklet as tasklet
