Attribute VB_Name = "LedgerHelp"
Option Explicit
' Tells the function wizard what every function and argument is for. The ribbon calls it once, when Excel is idle.

Public Sub RegisterHelp()
    Dim saved As Boolean
    Dim i As Long
    Dim node As Object
    On Error GoTo done
    saved = ThisWorkbook.Saved
    i = 1
    Set node = LedgerNode("/w:ledger/w:function[1]")
    Do While Not node Is Nothing
        RegisterFunction node
        i = i + 1
        Set node = LedgerNode("/w:ledger/w:function[" & i & "]")
    Loop
    ThisWorkbook.Saved = saved
done:
End Sub

Private Sub RegisterFunction(ByVal node As Object)
    Dim texts() As String
    Dim count As Long
    Dim i As Long
    count = node.ChildNodes.Count
    ReDim texts(1 To count)
    For i = 1 To count
        texts(i) = node.ChildNodes.Item(i).SelectSingleNode("@help").Text
    Next i
    On Error Resume Next
    Application.MacroOptions Macro:="'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & node.SelectSingleNode("@name").Text, _
        Description:=node.SelectSingleNode("@help").Text, _
        Category:=LedgerText("category", "Ledger"), _
        ArgumentDescriptions:=texts
    On Error GoTo 0
End Sub
