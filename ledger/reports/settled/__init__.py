"""The reports on what a settled year is made of: what moved its budget, what it carried over, what it pays back.

What has a line of its own in 결산현황 does not live here.
"""
