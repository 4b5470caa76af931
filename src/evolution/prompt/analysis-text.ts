/** How an analysis is written, for who writes one without the pages of this project. */
export const analysisText: string = `An analysis is one TypeScript module that exports one
constant, analysis, and imports nothing. There is no clock, chance, network, file or promise.

- name: lowercase letters, digits and dashes. summary: one sentence.
- queries: 1 to 12 by name (lowercase letters, digits, _), each one SELECT of SQLite over the tables
  you were told. Whatever does more than read is declined.
- report: ({ truth, tables }) => JSON. truth has the figures of the desk by name; tables has for
  each query { columns, rows, isCut }. The report is plain JSON with finite numbers, at most 16,384
  characters, 8 deep, texts of at most 500. It says the same twice.

This is one:

export const analysis = {
  name: 'sides',
  summary: 'What trades of each side came to.',
  queries: {
    by_side: 'SELECT side AS name, COUNT(*) AS trades, SUM(net) AS net FROM trades GROUP BY 1',
  },
  report: ({ truth, tables }) => ({
    actRate: truth.actRate ?? null,
    bySide: tables.by_side.rows.map(([name, trades, net]) => ({ name, trades, net })),
  }),
}
`
