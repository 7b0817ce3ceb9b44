"""placeholder"""
def write(workbook, formats, language): pass
