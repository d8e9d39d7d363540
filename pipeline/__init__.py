"""planpack: account plans from filled-in workbooks to packs of Word, PowerPoint and Excel files."""
