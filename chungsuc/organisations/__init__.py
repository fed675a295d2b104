"""Units over time: names, codes, placement, attributes, legal events, lineage, groups, posts held."""
