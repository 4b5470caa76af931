import { type GoNoGo, goNoGo, lengthText, limitsOf, operatingFinding } from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

/** `coinswarm up --live`: what stands between this desk and real orders, as a table. Refuses. */
export async function tellLive(context: CliContext, venue: string | undefined): Promise<void> {
  const { values } = await context.configuration()
  const report = await goNoGo({
    venue,
    folder: context.deskFolder,
    limits: limitsOf(values),
    caps: values.caps,
    now: liveClock.now(),
    ports: { cost: () => operatingFinding(values) },
  })
  for (const line of liveLines(report)) context.print(line)
  context.json(liveDocument(report))
  context.answerNo()
}

/** The answer of `up --live --json`; see docs/going-live.md. */
function liveDocument({ venue, checks, stages }: GoNoGo): object {
  const seconds = (us: number): number => Math.floor(us / 1_000_000)
  return {
    command: 'up',
    // Whatever the checks say: no version of this program has sent a real order yet.
    live: false,
    venue,
    checks: checks.map(({ name, status, isSafety, detail, override }) => ({
      name,
      status,
      safety: isSafety,
      detail,
      ...(override === undefined ? {} : { override }),
    })),
    stages: stages.map(({ name, ranUs, leastUs, capitalMax, isOver }) => ({
      name,
      ranSeconds: seconds(ranUs),
      leastSeconds: seconds(leastUs),
      capitalMax,
      over: isOver,
    })),
  }
}

function liveLines({ checks, stages }: GoNoGo): readonly string[] {
  const rows = checks.map(({ name, status, isSafety, detail }) => [
    status,
    name,
    isSafety ? 'safety' : '',
    detail,
  ])
  const missing = checks.filter(({ status }) => status !== 'GO').length
  const way = stages.map(({ name, ranUs, leastUs }) =>
    leastUs === 0 ? name : `${name} ${lengthText(ranUs)} of ${lengthText(leastUs)}`,
  )
  return [
    ...columnLines(rows),
    '',
    `stages: ${way.join(' -> ')}`,
    `${missing} of ${checks.length} are not GO; NOT RUN is no pass`,
    'no real order is sent; coinswarm up --venue NAME --paper trades on live prices',
  ]
}
