Attribute VB_Name = "LedgerRibbon"
Option Explicit
' Callbacks of the ribbon. A button's tag is the name of its command.

Public Sub LedgerOnLoad(ribbon As IRibbonUI)
    On Error Resume Next
    Application.OnTime Now, "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!LedgerHelp.RegisterHelp"
    On Error GoTo 0
End Sub

Public Sub LedgerOnAction(control As IRibbonControl)
    If control.Tag = "help" Then
        GoToHelp
    Else
        LedgerPress control.Tag
    End If
End Sub

' Works without Python.
Private Sub GoToHelp()
    On Error Resume Next
    ThisWorkbook.Worksheets(LedgerText("help_sheet", "Help")).Activate
    On Error GoTo 0
End Sub
