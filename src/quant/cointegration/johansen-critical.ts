import {
  type CriticalTable,
  maximumConstant,
  maximumNone,
  maximumRestrictedConstant,
  maximumRestrictedTrend,
  traceConstant,
  traceNone,
  traceRestrictedConstant,
  traceRestrictedTrend,
} from './johansen-tables.ts'

/**
 * Where the deterministic terms of a Johansen test are: nowhere; a constant in the steps, so that
 * levels may drift; a constant within the relations only; or a constant in the steps and a trend
 * within the relations. In Johansen's count H2, H1, H1* and H*.
 */
export type JohansenTerms = 'none' | 'constant' | 'restricted-constant' | 'restricted-trend'

/** Whose simulations gave the critical values. The two families differ in the first decimal. */
export type CriticalSource = 'mackinnon-haug-michelis-1999' | 'osterwald-lenum-1992'

type Critical = {
  readonly table: { readonly trace: CriticalTable; readonly maximum: CriticalTable }
  readonly source: CriticalSource
}

const criticals: Readonly<Record<JohansenTerms, Critical>> = {
  none: {
    table: { trace: traceNone, maximum: maximumNone },
    source: 'mackinnon-haug-michelis-1999',
  },
  constant: {
    table: { trace: traceConstant, maximum: maximumConstant },
    source: 'mackinnon-haug-michelis-1999',
  },
  'restricted-constant': {
    table: { trace: traceRestrictedConstant, maximum: maximumRestrictedConstant },
    source: 'osterwald-lenum-1992',
  },
  'restricted-trend': {
    table: { trace: traceRestrictedTrend, maximum: maximumRestrictedTrend },
    source: 'osterwald-lenum-1992',
  },
}

/** Critical values for the terms of a Johansen test, and whose they are. */
export function criticalOf(terms: JohansenTerms): Critical {
  return criticals[terms]
}
