Attribute VB_Name = "LedgerSelfTest"
Option Explicit
' What a person, or a test, can ask without any data: do the macros run, and does Python answer?

' Works without Python; in a cell: =LEDGER_MACROS()
Public Function LEDGER_MACROS() As String
    Dim sum As Double
    Dim i As Long
    For i = 1 To 4
        sum = sum + i / 4
    Next i
    If sum = 2.5 And UBound(Array(1, 2, 3)) - LBound(Array(1, 2, 3)) = 2 Then
        LEDGER_MACROS = "macros run"
    Else
        LEDGER_MACROS = "macros run, but calculate wrongly"
    End If
End Function

' In a cell: =LEDGER_SERVER()
Public Function LEDGER_SERVER() As String
    Dim version As String
    version = LedgerServerVersion()
    If Len(version) = 0 Then
        LEDGER_SERVER = "no answer; run: ledger doctor"
    Else
        LEDGER_SERVER = "Python answers, version " & version
    End If
End Function
