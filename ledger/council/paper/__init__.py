"""What is handed in on paper, as tables of printed cells: the 사업별 설명서 and the 의회 답변 자료.

The figures are those of the reports, in the units of the form; nothing is computed here.
"""
