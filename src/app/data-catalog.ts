import { UserError } from '../base/index.ts'
import { type InstrumentId, parseInstrumentId } from '../domain/index.ts'
import type { Catalog } from '../market/index.ts'

/**
 * The instrument of the catalog a person means: a whole id, or a pair such as `BTC/USD` when only
 * one venue's is stored.
 *
 * @throws UserError `not-in-catalog` naming what is stored.
 */
export function storedInstrument(catalog: Catalog, text: string): InstrumentId {
  const parsed = parseInstrumentId(text, 'ANY')
  if (!parsed.ok) throw new UserError('bad-instrument', `${parsed.error}.`)
  const [pair] = parsed.value.split('.')
  const stored = new Set(catalog.list().map(({ header }) => header.instrument))
  const isNamed = text.includes('.')
  const fitting = [...stored].filter((id) =>
    isNamed ? id === parsed.value : id.split('.')[0] === pair,
  )
  const [only, other] = fitting
  if (only !== undefined && other === undefined) return only as InstrumentId
  const choice = [...(fitting.length > 0 ? fitting : stored)].join(', ') || 'nothing'
  throw new UserError(
    'not-in-catalog',
    `'${text}' is not one instrument of ${catalog.folder}, which holds ${choice}; name one of them.`,
  )
}
