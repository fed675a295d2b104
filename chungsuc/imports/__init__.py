"""A workbook's way in: received, read, previewed, confirmed, undone."""
