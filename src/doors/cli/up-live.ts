import {
  clockFinding,
  type GoNoGo,
  goNoGo,
  keysFinding,
  keyUseWriter,
  lengthText,
  limitsOf,
  operatingFinding,
  personHere,
  verdictFinding,
  writeAct,
} from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import type { UpOptions } from './up-options.ts'
import { chosenPassphrase } from './vault-passphrase.ts'
import { version } from './version.ts'

type LiveOptions = Pick<UpOptions, 'venue' | 'key' | 'passphraseFile' | 'override' | 'reason'>

/** `coinswarm up --live`: what stands between this desk and real orders, as a table. Refuses. */
export async function tellLive(context: CliContext, options: LiveOptions): Promise<void> {
  const { values } = await context.configuration()
  const { override = [], reason = [] } = options
  const venue = options.venue?.toLowerCase()
  const { actor } = personHere()
  const { deskFolder: folder } = context
  const now = liveClock.now()
  const report = await goNoGo({
    ...{ venue, folder, limits: limitsOf(values), caps: values.caps, now },
    ports: {
      cost: () => operatingFinding(values),
      verdict: () => verdictFinding({ folder, values, version: version(), now }),
      ...(await venuePorts(context, venue, options)),
    },
    overrides: override.map((name, i) => ({ name, actor, reason: reason[i] ?? '' })),
    audit: ({ name, reason: why }) => {
      const what = `wave the check ${name} through for ${venue}`
      writeAct(auditNeeds(context), { act: 'override', what, reason: why })
    },
  })
  for (const line of liveLines(report)) context.print(line)
  context.json(liveDocument(report))
  context.answerNo()
}

type Ports = NonNullable<Parameters<typeof goNoGo>[0]['ports']>

/** What the venue is asked. No passphrase is asked for unless a key is named. */
async function venuePorts(
  context: CliContext,
  venue: string | undefined,
  { key: name, passphraseFile }: LiveOptions,
): Promise<Ports> {
  if (venue === undefined) return {}
  const { deskFolder: folder } = context
  const key =
    name === undefined ? undefined : { name, passphrase: await chosenPassphrase(passphraseFile) }
  const onUse = keyUseWriter(auditNeeds(context))
  return {
    clock: () => clockFinding({ venue, clock: liveClock }),
    keys: () => keysFinding({ folder, venue, key, onUse, now: () => liveClock.now() }),
  }
}

function auditNeeds({ deskFolder: folder, note }: CliContext): Parameters<typeof writeAct>[0] {
  return { folder, clock: liveClock, onNote: note }
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
  const rows = checks.map(({ name, status, isSafety, detail, override: by }) => [
    status,
    name,
    isSafety ? 'safety' : '',
    by === undefined ? detail : `${detail}; waved through by ${by.actor}: ${by.reason}`,
  ])
  const missing = checks.filter(({ status }) => status !== 'GO').length
  const waved = checks.filter(({ override }) => override !== undefined).length
  const way = stages.map(({ name, ranUs, leastUs }) =>
    leastUs === 0 ? name : `${name} ${lengthText(ranUs)} of ${lengthText(leastUs)}`,
  )
  return [
    ...columnLines(rows),
    '',
    `stages: ${way.join(' -> ')}`,
    `${missing} of ${checks.length} are not GO; NOT RUN is no pass${waved === 0 ? '' : `; ${waved} waved through`}`,
    'no real order is sent; coinswarm up --venue NAME --paper trades on live prices',
  ]
}
