"""What became of each column of a table, as the report and the ledger keep it."""

from pmo_analytics.importing.recognition import Match, Recognition
from pmo_analytics.importing.sheets import column_letters
from pmo_analytics.importing.tables import Header, Table
from pmo_analytics.reading import ColumnUse


def column_uses(table: Table, meaning: Recognition) -> tuple[ColumnUse, ...]:
    """What became of every column, matched, turned into rows or kept as extra, with the address of its cells."""
    matched = [_use(table, table.headers[match.header], match, meaning) for match in meaning.matches]
    said = meaning.currencies.by_header
    for melt in meaning.melts:
        for index in melt.headers:
            matched.append(ColumnUse(table.headers[index].text, "{column}{row}", melt.entity, melt.value_field,
                                     melt.multiplier, dict(melt.values), date_order=meaning.date_order, confidence=1.0,
                                     currency=said.get(index)))  # fmt: skip
    kept = [ColumnUse(table.headers[index].text, _address(table, table.headers[index])) for index in meaning.unmapped]
    return (*matched, *kept)


def _use(table: Table, header: Header, match: Match, meaning: Recognition) -> ColumnUse:
    return ColumnUse(
        header.text, _address(table, header), match.entity, match.field, match.multiplier, dict(match.values),
        meaning.date_order, match.confidence, match.runner_up, meaning.currencies.by_header.get(match.header),
    )  # fmt: skip


def _address(table: Table, header: Header) -> str:
    if header.cell:
        return header.cell
    return (
        f"{{column}}{header.place + 1}" if table.orientation == "columns" else f"{column_letters(header.place)}{{row}}"
    )
