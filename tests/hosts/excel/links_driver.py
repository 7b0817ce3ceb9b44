"""Runs in Windows' Python: lets Wine 8 see the user's own COM classes.

Windows looks classes up in the user's registry and then in the machine's. Wine 8 looks in the machine's only,
so the machine's key becomes a link to the user's.
"""

import ctypes
from ctypes import wintypes

import win32api
import win32con
import win32security
from ledger_addin.excel.identity import CLSID, PROG_ID

OPTION_CREATE_LINK, REG_LINK = 2, 6
ACCESS = 0x0002 | 0x0020 | 0x0001  # set values, create a link, read
MACHINE = wintypes.HANDLE(0xFFFFFFFF80000002)

token = win32security.OpenProcessToken(win32api.GetCurrentProcess(), win32con.TOKEN_QUERY)
user = win32security.ConvertSidToStringSid(
    win32security.GetTokenInformation(token, win32security.TokenUser)[0]
)
create = ctypes.windll.advapi32.RegCreateKeyExW
create.argtypes = [
    *(wintypes.HANDLE, wintypes.LPCWSTR, wintypes.DWORD, wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD),
    *(wintypes.LPVOID, ctypes.POINTER(wintypes.HANDLE), ctypes.POINTER(wintypes.DWORD)),
]
put = ctypes.windll.advapi32.RegSetValueExW
put.argtypes = [
    *(wintypes.HANDLE, wintypes.LPCWSTR, wintypes.DWORD, wintypes.DWORD, ctypes.c_char_p, wintypes.DWORD)
]
for name in (PROG_ID, rf"CLSID\{CLSID}"):
    key, made = wintypes.HANDLE(), wintypes.DWORD()
    where = rf"Software\Classes\{name}"
    create(MACHINE, where, 0, None, OPTION_CREATE_LINK, ACCESS, None, ctypes.byref(key), ctypes.byref(made))
    target = rf"\Registry\User\{user}\{where}".encode("utf-16-le")
    put(key, "SymbolicLinkValue", 0, REG_LINK, target, len(target))
