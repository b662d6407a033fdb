"""What others draw filings with: each a function from a filing's content to a PDF.

Each is used as its own documentation has it, with whatever it lets one keep between two
documents. They draw the same texts in the same two fonts, in tables where ours has tables, with the
page's number at its foot. They are spared our QR code, and what a filing says is put together
beforehand: that part only our side does in its measured time.
"""
