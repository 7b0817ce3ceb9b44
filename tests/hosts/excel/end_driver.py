"""Runs in Windows' Python: ends a process from outside, whatever it is doing: end_driver.py PID

By a thread of ExitProcess in it and not by TerminateProcess: Windows forgets the classes of a process that is
gone, Wine 8 only if its libraries are told.
"""

import ctypes
import sys
from ctypes import wintypes

ALL_ACCESS = 0x1FFFFF
kernel = ctypes.WinDLL("kernel32", use_last_error=True)
kernel.OpenProcess.restype = kernel.GetModuleHandleW.restype = wintypes.HANDLE
kernel.GetProcAddress.restype = ctypes.c_void_p
kernel.GetProcAddress.argtypes = [wintypes.HANDLE, ctypes.c_char_p]
kernel.CreateRemoteThread.argtypes = [
    *(wintypes.HANDLE, wintypes.LPVOID, ctypes.c_size_t, ctypes.c_void_p, wintypes.LPVOID),
    *(wintypes.DWORD, wintypes.LPDWORD),
]
kernel.CreateRemoteThread.restype = wintypes.HANDLE
process = kernel.OpenProcess(ALL_ACCESS, False, int(sys.argv[1]))
end = kernel.GetProcAddress(kernel.GetModuleHandleW("kernel32"), b"ExitProcess")
if not process or not kernel.CreateRemoteThread(process, None, 0, end, None, 0, None):
    raise ctypes.WinError(ctypes.get_last_error())
kernel.WaitForSingleObject(wintypes.HANDLE(process), 20000)
