"""One module a measure: `measure(quick) -> list[Line]`."""
