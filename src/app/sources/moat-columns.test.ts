import { expect, it } from 'vitest'
import { moatColumns } from '../../agents/index.ts'
import { moatOfKind, moats, sourceKinds } from '../../domain/index.ts'
import { columnNamed, sourceTable } from '../../sources/index.ts'
import { codeMoatNameOf } from './open-sources.ts'

it('takes each column that a swarm looks at for the moat that its source is of', () => {
  for (const { moat, column } of moatColumns) {
    const of = columnNamed(column)
    const kind = of?.column.moat ?? of?.format.moat
    const isCode = codeMoatNameOf(column) !== undefined
    expect([column, kind === undefined ? isCode && 'code' : moatOfKind[kind]]).toEqual([
      ...[column, moat],
    ])
  }
})

it('has a moat for every kind of source, and knows of no kind that no moat has', () => {
  expect(Object.keys(moatOfKind)).toEqual(sourceKinds)
  for (const moat of Object.values(moatOfKind)) expect(moats).toContain(moat)
  for (const { moat } of sourceTable) expect(sourceKinds).toContain(moat)
})
