"""The workbooks a clerk opens, made from text: every sheet, its words and the filled example."""
