"""Run before the program: the charts' library asks for Qt's OpenGL, and never draws with it here.

It has a class of its own made from one of these modules' when it is imported, and looks at nothing
else of theirs until somebody turns its OpenGL on. The two libraries would be ten megabytes.
"""

import sys
import types


class _NoOpenGL(types.ModuleType):
    """Has the one class that another is made from, and it draws nothing."""

    def __getattr__(self, name: str) -> object:
        if name == "QOpenGLWidget":
            from PySide6.QtWidgets import QWidget

            return QWidget
        raise AttributeError(name)


for _name in ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets"):
    sys.modules[_name] = _NoOpenGL(_name)
