"""How a workbook of results is understood: where its headings are, what its cells say, whom its rows speak of."""
