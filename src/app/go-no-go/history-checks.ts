import { formatTime, hourUs, type Micros, minuteUs } from '../../domain/index.ts'
import type { DeskHistory } from './desk-history.ts'
import { type GoFinding, go, type GoQuestion, noGo, notRun } from './go-check.ts'
import { lengthText } from './stages.ts'

/** The last bar may be so old: a desk is stopped before it is started with real money. */
const staleUs = hourUs
/** How far ahead of our clock a venue's may be. */
const aheadUs = minuteUs
/** Share of a day's bars that may be missing. */
const missingMax = 0.01
/** Entries a strategy must have led to before anything can be said of it. */
const entriesMin = 30

const nothing = notRun('there is no journal in this folder')

/** What the journal of a desk has to say for it. @param history - `undefined` without a journal. */
export function historyChecks(
  history: DeskHistory | undefined,
  now: Micros,
): readonly GoQuestion[] {
  const of = (ask: (history: DeskHistory) => GoFinding) => (): GoFinding =>
    history?.header === undefined ? nothing : ask(history)
  return [
    { name: 'data', isSafety: true, ask: of((each) => dataFinding(each, now)) },
    { name: 'account', isSafety: true, ask: of(accountFinding) },
    { name: 'mode', isSafety: true, ask: of(modeFinding) },
    { name: 'alerts', isSafety: true, ask: of(alertFinding) },
    { name: 'strategies', isSafety: false, ask: of(strategyFinding) },
  ]
}

function dataFinding({ lastTs, instruments, header }: DeskHistory, now: Micros): GoFinding {
  if (lastTs === 0) return notRun('no live bar was ever taken in')
  const age = now - lastTs
  if (age > staleUs)
    return noGo(
      `the last live bar closed ${formatTime(lastTs as Micros)} UTC, ${lengthText(age)} ago`,
    )
  if (age < -aheadUs)
    return noGo(
      `the last live bar closed ${formatTime(lastTs as Micros)} UTC, which is yet to come; ` +
        'set the clock, or trade on a live market',
    )
  const setup = header?.setup
  for (const [i, { lastTs: last, missing }] of instruments.entries()) {
    const id = setup?.instruments[i]?.id ?? `instrument ${i}`
    const intervalUs = setup?.intervalsUs[i] ?? 0
    if (now - last > staleUs) return noGo(`${id} has no bar of the last hour`)
    const share = (missing * intervalUs) / (24 * hourUs)
    if (share > missingMax)
      return noGo(
        `${id}: ${missing} bars of the last day are missing; ${100 * missingMax} % at most`,
      )
  }
  return go(
    `every instrument has bars of the last hour, and the last day has no more gaps than may be`,
  )
}

function accountFinding({ accountTs, mode, modeActor, modeReason }: DeskHistory): GoFinding {
  if (accountTs === 0)
    return notRun('no run of this folder has had an account to compare with its books')
  const isDrift = mode === 'reduce' && (modeActor === 'account' || modeActor === 'venue')
  return isDrift
    ? noGo(modeReason)
    : go('the account held what the books say when it was read last')
}

function modeFinding({ mode, modeReason, modeActor }: DeskHistory): GoFinding {
  if (mode === 'normal') return go('normal')
  return noGo(`${mode}: ${modeReason} (by ${modeActor}); a person moves it back, with a reason`)
}

function alertFinding({ unread, unreadText }: DeskHistory): GoFinding {
  if (unread === 0) return go('none since a person last did something to the desk')
  return noGo(`${unread} since a person last did something to the desk, the last: ${unreadText}`)
}

function strategyFinding({ entries, header }: DeskHistory): GoFinding {
  const short = entries.flatMap((count, n) =>
    count < entriesMin ? [`${header?.agents[n]?.from ?? `agent ${n}`}: ${count}`] : [],
  )
  if (short.length === 0) return go(`each has led to ${entriesMin} entries or more`)
  return noGo(`fewer than ${entriesMin} entries (${short.join(', ')})`)
}
