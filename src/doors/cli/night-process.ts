import type { ConfigurationValues, RunningNight } from '../../app/index.ts'
import { dayUs } from '../../domain/index.ts'
import type { CliContext } from './cli-context.ts'

/** Longest that a night may take: the next one has come by then. */
const timeUs = dayUs

/** Starts a night of the strategist over the bars of the desk, in a process of its own. */
export function startNight(
  { deskFolder }: Pick<CliContext, 'deskFolder'>,
  { evolution, desk }: Pick<ConfigurationValues, 'evolution' | 'desk'>,
): RunningNight {
  const { candidates, draws } = evolution
  const argv = [
    ...['strategy', 'evolve', '--desk', deskFolder, '--market', 'desk', '--json'],
    ...['--candidates', `${candidates}`, '--draws', `${draws}`, '--seed', `${desk.seed}`],
  ]
  const given = new AbortController()
  const { signal } = given
  return { answer: answered(argv, signal), stop: () => given.abort() }
}

async function answered(
  argv: readonly string[],
  signal: AbortSignal,
): ReturnType<() => RunningNight['answer']> {
  const { runCommand } = await import('../job/run-command.ts')
  const came = await runCommand({ argv, timeUs, signal, onProgress: () => {} })
  if (came.kind === 'stopped') return { isDone: false, why: came.why }
  if (came.exitCode === 0) return { isDone: true, text: came.text }
  return { isDone: false, why: came.text.trim().slice(-300) }
}
