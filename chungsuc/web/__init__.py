"""Page furniture: layout, style, tables, charts, maps, the day of a page, number and date formats. Writes nothing."""
