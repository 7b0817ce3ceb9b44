Attribute VB_Name = "LedgerWords"
Option Explicit
Option Private Module
' Words of this workbook: a custom XML part holds its language, its messages and the help of every function.

Private Const NAMESPACE_URI As String = "urn:milestone-ledger:words"

Private part As Object
Private language As String

' "en" or "zh"; English if the part is lost.
Public Function LedgerLanguage() As String
    If Len(language) = 0 Then
        language = "en"
        On Error Resume Next
        If Not LedgerNode("/w:ledger[@language='zh']") Is Nothing Then language = "zh"
        On Error GoTo 0
    End If
    LedgerLanguage = language
End Function

Public Function LedgerText(ByVal key As String, ByVal otherwise As String) As String
    LedgerText = otherwise
    On Error Resume Next
    LedgerText = LedgerNode("/w:ledger/w:text[@name='" & key & "']").Text
    On Error GoTo 0
End Function

' The first node at a path, or Nothing.
Public Function LedgerNode(ByVal path As String) As Object
    If part Is Nothing Then
        Set part = ThisWorkbook.CustomXMLParts.SelectByNamespace(NAMESPACE_URI).Item(1)
        part.NamespaceManager.AddNamespace "w", NAMESPACE_URI
    End If
    Set LedgerNode = part.SelectSingleNode(path)
End Function
