"""The example workspace as data: five accounts and a portfolio, today and a quarter earlier.

Our company is Halden Systems, a fictional British provider of cloud hosting, managed services and data platforms. All
companies and people are fictional; the shape of the revenue is real (see `revenue.py`). An account's file holds `NOW`,
its rows by sheet, and `EARLIER`, what stood otherwise a quarter before. `python -m tests.examples` writes `inputs/`.
"""
