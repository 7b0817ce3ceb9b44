Attribute VB_Name = "LedgerBridge"
Option Explicit
Option Private Module
' The one connection of this workbook to the Python server. A cell gets an answer, a text that
' begins with #LEDGER!, or a real Excel error; never a traceback, and never a second long wait.
' ASCII only: Chinese comes from Python as values and from the workbook's own custom XML part.

Private Const PROG_ID As String = "MilestoneLedger.Server"
Private Const FIRST_PAUSE As Double = 30          ' seconds; a server that cannot start is not asked 2000 times
Private Const LONGEST_PAUSE As Double = 960

Private server As Object
Private failures As Long
Private blockedUntil As Double
Private told As Boolean

' What the function of this name answers. The arguments are as the cell gave them.
Public Function LedgerCall(ByVal functionName As String, ByVal cells As Variant) As Variant
    Dim i As Long
    Dim again As Boolean
    On Error GoTo failed
    For i = LBound(cells) To UBound(cells)
        If IsObject(cells(i)) Then cells(i) = ValuesOf(cells(i))
    Next i
once:
    LedgerCall = Connected().Run(functionName, cells, LedgerLanguage())
    Exit Function
failed:
    If IsLost(Err.Number) Then
        Set server = Nothing
        If Not again Then
            again = True
            Resume once
        End If
    End If
    If server Is Nothing Then
        LedgerCall = CVErr(xlErrNA)
        Tell
    Else
        LedgerCall = CVErr(xlErrValue)
    End If
End Function

' What the button of this name does. It is never tried twice: the first try may have changed the book.
Public Sub LedgerPress(ByVal commandName As String)
    On Error GoTo failed
    blockedUntil = 0
    told = False
    If server Is Nothing Then
        Connected
    ElseIf Not Answers() Then
        Set server = Nothing
        Connected
    End If
    server.Press commandName, ThisWorkbook, LedgerLanguage()
    Exit Sub
failed:
    If IsLost(Err.Number) Then Set server = Nothing
    Application.StatusBar = False
    Application.ScreenUpdating = True
    Tell
End Sub

' Version of the Python part, empty if there is none.
Public Function LedgerServerVersion() As String
    On Error GoTo failed
    LedgerServerVersion = Connected().Version()
    Exit Function
failed:
    Set server = Nothing
    LedgerServerVersion = ""
End Function

Private Function Connected() As Object
    Dim again As Boolean
    If Not server Is Nothing Then
        Set Connected = server
        Exit Function
    End If
    If Now < blockedUntil Then Err.Raise 429
    On Error GoTo failed
once:
    Set server = CreateObject(PROG_ID)
    server.Attach Application.Hwnd
    failures = 0
    Set Connected = server
    Exit Function
failed:
    Set server = Nothing
    If IsLost(Err.Number) And Not again Then    ' the last server was just about to end
        again = True
        Resume once
    End If
    failures = failures + 1
    blockedUntil = Now + Pause() / 86400#
    On Error GoTo 0
    Err.Raise 429
End Function

Private Function Pause() As Double
    Pause = FIRST_PAUSE * 2 ^ (failures - 1)
    If failures > 6 Or Pause > LONGEST_PAUSE Then Pause = LONGEST_PAUSE
End Function

Private Function Answers() As Boolean
    On Error GoTo failed
    Answers = Len(server.Version()) > 0
    Exit Function
failed:
    Answers = False
End Function

' The connection is gone, as against a call that failed: RPC_S_SERVER_UNAVAILABLE, RPC_S_CALL_FAILED(_DNE),
' RPC_E_DISCONNECTED, RPC_E_SERVER_DIED(_DNE), CO_E_OBJNOTCONNECTED, and VBA's own number for the first.
Private Function IsLost(ByVal number As Long) As Boolean
    Select Case number
        Case 462, &H800706BA, &H800706BE, &H800706BF, &H80010108, &H80010007, &H80010012, &H800401FD
            IsLost = True
        Case Else
            IsLost = False
    End Select
End Function

' One read for a whole range. A whole column is cut at the last used line of its sheet.
Private Function ValuesOf(ByVal area As Object) As Variant
    Dim sheet As Object
    Dim last As Long
    Set sheet = area.Worksheet
    If area.Rows.Count = sheet.Rows.Count Then
        last = sheet.UsedRange.Row + sheet.UsedRange.Rows.Count - 1
        Set area = area.Resize(last)
    End If
    ValuesOf = area.Value2
End Function

' Once per session: the Python part does not answer, and what to do.
Private Sub Tell()
    If told Then Exit Sub
    told = True
    MsgBox LedgerText("no_server", "The ledger's Python part does not answer. Run: ledger doctor"), _
        vbExclamation, "Milestone Ledger"
End Sub
