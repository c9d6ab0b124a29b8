"""What is handed in: the printed 사업별 설명서 and brief (paper), the workbook (sheets), the register of submissions.

Figures come from reports; what leaves the house is decided here and nowhere else.
"""
