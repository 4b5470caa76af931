import { Command } from 'commander'
import {
  askControl,
  type DeskReply,
  keptReason,
  leaveKillFile,
  lockedBy,
  moveStoppedDesk,
  openActLog,
  personHere,
} from '../../app/index.ts'
import { reasonOf, UserError } from '../../base/index.ts'
import { liveClock, waitFor } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { tellAnswer } from './control-text.ts'
import type { Kill } from './take-over.ts'

/** Longest that a desk is waited for before it counts as hung. Unit: us. */
const patienceUs = 2_000_000
const againUs = 50_000

/** `coinswarm kill`: no new risk, and out of everything, whatever state the desk is in. */
export function killCommand(context: CliContext): Command {
  return new Command('kill')
    .description('Withdraw every order and sell what is held, of a desk that hangs too.')
    .option('--hold', 'leave what is held, and its stops, alone')
    .option('--reason <text>', 'why; may be left out')
    .addHelpText('after', '\nExample:\n  coinswarm kill --hold')
    .action(({ hold, reason }: { readonly hold?: boolean; readonly reason?: string }) =>
      run(context, {
        request: { kind: 'kill', isHold: hold === true, reason: keptReason(reason ?? '') },
        here: personHere(),
      }),
    )
}

async function run(context: CliContext, kill: Kill): Promise<void> {
  const reply = await reach(context.deskFolder, kill)
  if (reply.kind === 'answer' && reply.answer.ok) return tellAnswer(context, 'kill', reply.answer)
  if (reply.kind === 'absent' && lockedBy(context.deskFolder) === undefined)
    return killStopped(context, kill)
  // Loaded when it is needed: a kill that is heard is not made to wait for it.
  const { takeOver } = await import('./take-over.ts')
  await takeOver(context, kill, reply)
}

/** A desk that is starting does not listen yet: it is asked again for two seconds. */
async function reach(folder: string, { request, here }: Kill): Promise<DeskReply> {
  const until = liveClock.now() + patienceUs
  for (;;) {
    const reply = await askControl(folder, request, here)
    const isOver = reply.kind !== 'absent' || lockedBy(folder) === undefined
    if (isOver || liveClock.now() > until) return reply
    await waitFor(liveClock, againUs)
  }
}

function killStopped(context: CliContext, { request, here }: Kill): void {
  const { deskFolder: folder } = context
  const { log } = openActLog({ folder, clock: liveClock, onNote: context.note })
  const { isHold, reason } = request
  const what = isHold ? 'kill, and hold' : 'kill'
  const act = { ...here, door: 'cli', act: 'kill', what, reason } as const
  const move = {
    to: 'emergency',
    by: `cli:${here.actor}`,
    reason: reason || 'killed',
    isHold,
  } as const
  let audit: ReturnType<typeof log.tryAsked>
  const did = attempt(folder, isHold, () => {
    const { from } = moveStoppedDesk(folder, move, () => {
      audit = log.tryAsked(act)
    })
    return `${from} to emergency; the desk is not running, and comes up in it`
  })
  if (audit !== undefined) log.outcome(act, 'done', did)
  context.json({ command: 'kill', isRunning: false, did, audit: audit ?? null })
  context.print(`${did}.`)
}

/** Where the journal cannot be written a file is left: the desk looks for it before it trades. */
function attempt(folder: string, isHold: boolean, move: () => string): string {
  try {
    return move()
  } catch (error) {
    if (!(error instanceof UserError) || error.code === 'no-journal') throw error
    if (error.code === 'mode-refused') return 'the desk is in emergency already, and not running'
    const file = leaveKillFile(folder, isHold)
    throw new UserError(
      'kill-left',
      `The journal could not be written (${reasonOf(error)}), so ${file} was left there: the desk ` +
        'comes up killed.',
      3,
    )
  }
}
