import type { Micros } from '../../domain/index.ts'
import type { ScanFigures } from './scan-count.ts'
import type { SignalFigures } from './signal-count.ts'

/**
 * Where a strategy that does nothing is stuck. `blind`: no bars reach it. `silent`: it sees bars
 * and says nothing, for longer than chance explains. `idle`: what it says leads to no order.
 */
export type Drought = {
  readonly kind: 'none' | 'blind' | 'silent' | 'idle'
  /** In one sentence, with the numbers it rests on. */
  readonly told: string
  /** Scans since the last signal, and how many there usually are between two. */
  readonly silentScans: number
  readonly usualGap: number | undefined
  /** How likely so long a silence is at the usual rate; `undefined` where there is no rate yet. */
  readonly chance: number | undefined
}

/** When silence is a drought. */
export type DroughtTerms = {
  /** Length of a bar. Unit: us. */
  readonly intervalUs: number
  /** Bars that may be missing at the end before a strategy counts as blind. */
  readonly missingMax: number
  /** Scans without any signal ever before a strategy counts as silent. */
  readonly scansMax: number
  /** A silence less likely than this is none of chance. */
  readonly chanceMin: number
  /** Signals in a row that came to nothing. */
  readonly idleSignals: number
}

/** What is gone by where a person sets nothing. */
export const droughtTerms: Omit<DroughtTerms, 'intervalUs'> = {
  missingMax: 3,
  scansMax: 500,
  chanceMin: 0.001,
  idleSignals: 10,
}

/** Signals before which the pauses between them tell nothing. */
const gapsMin = 3

/**
 * Looks for a drought as of a moment. Silence counts as one only if it is also longer than every
 * pause before: signals come in clusters, and a constant rate alone would call most calm weeks ill.
 *
 * @param now - Unit: us.
 */
export function findDrought(
  scans: ScanFigures,
  signals: SignalFigures,
  now: Micros,
  terms: DroughtTerms,
): Drought {
  const { silentScans, gaps } = signals
  const usualGap = gaps.count < gapsMin ? undefined : gaps.sum / gaps.count
  const chance = usualGap === undefined ? undefined : chanceOfSilence(usualGap, silentScans)
  const told = (kind: Drought['kind'], sentence: string): Drought => ({
    ...{ kind, told: sentence, silentScans, usualGap, chance },
  })
  const missing = bars(scans.lastTs, now, terms.intervalUs)
  if (scans.lastTs === undefined) return told('blind', 'No bar has been judged yet.')
  if (missing > terms.missingMax)
    return told('blind', `No bar for ${missing} intervals: the feed is silent, not the strategy.`)
  if (signals.signals === 0 && silentScans >= terms.scansMax)
    return told('silent', `No signal in ${silentScans} scans, and none ever.`)
  if (chance !== undefined && chance < terms.chanceMin && silentScans > gaps.longest)
    return told(
      'silent',
      `No signal in ${silentScans} scans; usually there is one in ` +
        `${Math.round(usualGap ?? 0) + 1}, and the longest pause was ${gaps.longest}.`,
    )
  if (signals.signalsSinceAct >= terms.idleSignals)
    return told('idle', `The last ${signals.signalsSinceAct} signals led to no order.`)
  return told('none', 'Scans, signals and orders come as usual.')
}

/** Whole bars that should have closed since the newest. */
function bars(lastTs: Micros | undefined, now: Micros, intervalUs: number): number {
  return lastTs === undefined ? 0 : Math.max(0, Math.floor((now - lastTs) / intervalUs))
}

/** Of a signal that comes with each scan as likely as any: so many scans without one. */
function chanceOfSilence(usualGap: number, scans: number): number {
  return Math.exp(scans * Math.log1p(-1 / (usualGap + 1)))
}
